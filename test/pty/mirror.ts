import { expect } from 'vitest';
import { gridOf } from '../../src/screens/blessed/cells.ts';
import type { Frame, Size } from '../../src/screens/frame.ts';
import type { Key, KeyName } from '../../src/screens/key.ts';
import { view } from '../../src/screens/wizard/view.ts';
import { capabilitiesOfTerm } from '../screens/blessed/terminfo.ts';
import type { Driver } from '../screens/wizard/driver.ts';
import type { Pty } from './pty.ts';

/** What a person presses on the real terminal, and the key that the wizard's reducer gets for it. */
const BYTES: Partial<Record<KeyName, string>> = {
  enter: '\r',
  tab: '\t',
  up: '\u001b[A',
  down: '\u001b[B',
  help: '\u0007',
  'page-down': '\u001b[6~',
  'erase-line': '\u0015',
};

type Pressed = KeyName | Extract<Key, { text: string }>;

/** The program in a pseudo-terminal, and beside it the pure wizard, whose frames the terminal must show. */
export function mirror(pty: Pty, driver: Driver, term: string) {
  const capabilities = capabilitiesOfTerm(term);
  const seen = ({ cursor }: Frame) => ({
    rows: pty.screen(),
    cursor: cursor && pty.cursor(),
    isShown: capabilities.hidesCursor ? pty.cursorShown() : cursor !== undefined,
  });
  const shows = async () => {
    const frame = view(driver.state());
    const rows = gridOf(frame, capabilities).map((cells) =>
      cells
        .map(({ glyph }) => glyph)
        .join('')
        .trimEnd(),
    );
    const wanted = { rows, cursor: frame.cursor, isShown: frame.cursor !== undefined };
    await expect.poll(() => seen(frame), { timeout: 60_000, interval: 5 }).toEqual(wanted);
  };
  const send = (...keys: readonly Pressed[]) => {
    for (const key of keys) {
      const bytes = typeof key === 'string' ? BYTES[key] : key.text;
      if (bytes === undefined) throw new Error(`no bytes for ${String(key)}`);
      pty.send(bytes);
      driver.send({ kind: 'key', key: typeof key === 'string' ? { name: key } : key });
    }
  };
  return {
    shows,
    /** Keys after which something else must happen before the screen is looked at. */
    send,
    press: async (...keys: readonly Pressed[]) => {
      send(...keys);
      await shows();
    },
    resize: async (size: Size) => {
      pty.resize(size.columns, size.rows);
      driver.send({ kind: 'resized', size });
      await shows();
    },
  };
}
