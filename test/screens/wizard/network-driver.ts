import type { Inventory } from '../../../src/installer/inventory.ts';
import type { Link } from '../../../src/network/link.ts';
import type { KeyName } from '../../../src/screens/key.ts';
import { rowCells } from '../../../src/screens/width.ts';
import { withAttempt } from '../../../src/screens/wizard/dhcp-update.ts';
import { documentOf } from '../../../src/screens/wizard/document.ts';
import { focusOn } from '../../../src/screens/wizard/focus.ts';
import { open } from '../../../src/screens/wizard/go.ts';
import type { Message, Request } from '../../../src/screens/wizard/message.ts';
import { allPages } from '../../../src/screens/wizard/pages/all.ts';
import { begin, update } from '../../../src/screens/wizard/update.ts';
import { view, wholeFrame } from '../../../src/screens/wizard/view.ts';
import { recordedMachine } from '../../machines.ts';

type Options = {
  readonly inventory?: Inventory;
  readonly base?: Readonly<Record<string, unknown>>;
  readonly language?: 'en' | 'zh';
  /** The page to open at once. */
  readonly page: string;
};

/** A wizard on one of its network pages, driven by keys and messages. */
export function wizardOn({ inventory, base = {}, language = 'en', page }: Options) {
  const size = { columns: 80, rows: 24 };
  const proposed = { hostname: 'cos-abc123' };
  let [state] = begin({ pages: allPages, size, inventory, language, canShowChinese: true, proposed, base });
  const requests: Request[] = [];
  const take = ([next, asked]: ReturnType<typeof update>) => {
    state = next;
    requests.push(...asked);
  };
  const send = (message: Message) => take(update(state, message));
  const press = (...names: KeyName[]) => {
    for (const name of names) send({ kind: 'key', key: { name } });
  };
  const goTo = (id: string) => {
    const found = allPages.find((one) => one.id === id);
    if (!found) throw new Error(`no page ${id}`);
    take(withAttempt(state, open(state, found)));
  };
  goTo(page);
  return {
    requests,
    send,
    press,
    goTo,
    type: (text: string) => send({ kind: 'key', key: { text } }),
    tick: (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) send({ kind: 'tick' });
    },
    /** Empties a field of the open page, writes into it, and leaves it. */
    fill: (id: string, text: string) => {
      state = focusOn(state, id);
      press('erase-line');
      send({ kind: 'key', key: { text } });
      press('tab');
    },
    focus: (id: string) => {
      state = focusOn(state, id);
    },
    state: () => state,
    lines: () => view(state).rows.map((row) => row.map(({ text }) => text).join('')),
    text: () =>
      view(state)
        .rows.map((row) => row.map(({ text }) => text).join(''))
        .join('\n'),
    /** Rows that the screen's edge cuts. */
    cut: () => wholeFrame(state).rows.filter((row) => rowCells(row) > size.columns),
    network: () => documentOf(allPages, state).network,
    document: () => documentOf(allPages, state),
  };
}

/** A recorded machine with other cards. */
export function machineWith(links: readonly Link[]): Inventory {
  return { ...recordedMachine('two-nics-without-link'), links: [...links] };
}

/** A card of the recorded machine without links, changed. */
export function card(changes: Partial<Link> = {}): Link {
  const [first] = recordedMachine('two-nics-without-link').links;
  if (!first) throw new Error('no card');
  return { ...first, ...changes };
}

export const OFFER = {
  result: 'offer',
  address: '192.168.122.57/24',
  gateway: '192.168.122.1',
  dns: ['192.168.122.1', '192.168.122.2'],
  search: ['example.com'],
  ntp: [],
  server: '192.168.122.1',
  lease_seconds: 3600,
  dropped: ['routers: "0.0.0.0"'],
} as const;
