import type { InstallEvent } from '../../../src/installer/events.ts';
import type { Key, KeyName } from '../../../src/screens/key.ts';
import { rowCells } from '../../../src/screens/width.ts';
import { withAttempt } from '../../../src/screens/wizard/dhcp-update.ts';
import { documentOf } from '../../../src/screens/wizard/document.ts';
import { focusOn } from '../../../src/screens/wizard/focus.ts';
import { open } from '../../../src/screens/wizard/go.ts';
import type { Message, Request } from '../../../src/screens/wizard/message.ts';
import { withNetworkTest } from '../../../src/screens/wizard/network-test.ts';
import { allPages } from '../../../src/screens/wizard/pages/all.ts';
import type { Start, WizardState } from '../../../src/screens/wizard/state.ts';
import { begin, update } from '../../../src/screens/wizard/update.ts';
import { view, wholeFrame } from '../../../src/screens/wizard/view.ts';

/** An 80x24 screen in English, without a machine. */
export const USUAL: Start = {
  pages: allPages,
  size: { columns: 80, rows: 24 },
  inventory: undefined,
  language: 'en',
  canShowChinese: false,
  proposed: { hostname: 'cos-a1b2c3' },
};

export type Driver = ReturnType<typeof start>;

/** A wizard under test: the messages it gets, and what it shows and asks for because of them. */
export function start(options: Partial<Start> = {}) {
  let [state, first] = begin({ ...USUAL, ...options });
  /** Everything that was asked for so far. */
  const requests: Request[] = [...first];
  const take = (next: WizardState, asked: readonly Request[]) => {
    state = next;
    requests.push(...asked);
  };
  const send = (message: Message) => take(...update(state, message));
  const key = (one: Key) => send({ kind: 'key', key: one });
  const press = (...names: KeyName[]) => {
    for (const name of names) key({ name });
  };
  const type = (text: string) => key({ text });
  const focus = (id: string) => {
    state = focusOn(state, id);
  };
  const lines = () => view(state).rows.map((row) => row.map(({ text }) => text).join(''));
  return {
    state: () => state,
    requests,
    send,
    press,
    type,
    /** Opens a page as a menu does, with what it asks for. */
    goTo: (id: string) => {
      const page = state.pages.find((one) => one.id === id);
      if (!page) throw new Error(`no page ${id}`);
      take(...withNetworkTest(state, withAttempt(state, open(state, page))));
    },
    focus,
    /** Empties a field of the open page, writes into it, and leaves it. */
    fill: (id: string, text: string) => {
      focus(id);
      press('erase-line');
      type(text);
      press('tab');
    },
    tick: (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) send({ kind: 'tick' });
    },
    lines,
    screen: () => lines().join('\n'),
    /** Rows that the screen's edge cuts. */
    cut: () => wholeFrame(state).rows.filter((row) => rowCells(row) > state.size.columns),
    document: () => documentOf(allPages, state),
  };
}

/** The wizard after the events of an installation of its own. */
export function told(wizard: Driver, ...stories: (readonly InstallEvent[])[]): Driver {
  for (const event of stories.flat()) wizard.send({ kind: 'event', event, own: true });
  return wizard;
}
