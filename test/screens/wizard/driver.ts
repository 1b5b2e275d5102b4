import type { Key, KeyName } from '../../../src/screens/key.ts';
import { openOn } from '../../../src/screens/wizard/focus.ts';
import type { Message, Request } from '../../../src/screens/wizard/message.ts';
import { allPages } from '../../../src/screens/wizard/pages/all.ts';
import type { Start, WizardState } from '../../../src/screens/wizard/state.ts';
import { begin, update } from '../../../src/screens/wizard/update.ts';
import { view } from '../../../src/screens/wizard/view.ts';

/** A wizard under test: the messages it gets, and what it shows and asks for because of them. */
export type Driver = {
  readonly state: () => WizardState;
  /** Everything that was asked for so far. */
  readonly requests: Request[];
  readonly send: (message: Message) => void;
  readonly press: (...names: KeyName[]) => void;
  readonly type: (text: string) => void;
  /** Opens a page as a menu would. */
  readonly goTo: (page: string) => void;
  readonly lines: () => string[];
  readonly screen: () => string;
};

/** A wizard on an 80x24 screen in English, without a machine, unless the options say otherwise. */
export function start(options: Partial<Start> = {}): Driver {
  let [state, first] = begin({
    pages: allPages,
    size: { columns: 80, rows: 24 },
    inventory: undefined,
    language: 'en',
    canShowChinese: false,
    proposed: { hostname: 'cos-a1b2c3' },
    ...options,
  });
  const requests = [...first];
  const send = (message: Message) => {
    [state, first] = update(state, message);
    requests.push(...first);
  };
  const key = (one: Key) => send({ kind: 'key', key: one });
  const lines = () => view(state).rows.map((row) => row.map(({ text }) => text).join(''));
  return {
    state: () => state,
    requests,
    send,
    press: (...names) => names.forEach((name) => void key({ name })),
    type: (text) => key({ text }),
    goTo: (id) => {
      const page = state.pages.find((one) => one.id === id);
      if (!page) throw new Error(`no page ${id}`);
      state = openOn(state, page);
    },
    lines,
    screen: () => lines().join('\n'),
  };
}
