import { Terminal } from '@xterm/headless';
import type { Position, Size } from '../../src/screens/frame.ts';

export type Screen = {
  /** Resolves when the screen shows it. */
  readonly write: (data: Uint8Array | string) => Promise<void>;
  /** Nothing more comes. */
  readonly end: () => Promise<void>;
  readonly resize: (columns: number, rows: number) => void;
  readonly screen: () => string[];
  readonly cursor: () => Position;
  readonly cursorShown: () => boolean;
  /** Whether xterm's second screen is on. */
  readonly alternate: () => boolean;
  /** Until the text matches; fails with the screen when that takes more than `seconds` (60). */
  readonly waitFor: (pattern: RegExp, seconds?: number) => Promise<void>;
};

type Waiting = {
  readonly pattern: RegExp;
  readonly resolve: () => void;
  readonly reject: () => void;
};

const DECTCEM = 25;

/** A terminal's screen without a window; what it answers (cursor reports) goes to `answer`. */
export function openScreen({ columns, rows }: Size, answer: (text: string) => void): Screen {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
  terminal.onData(answer);
  let shown = true;
  for (const final of ['h', 'l'])
    terminal.parser.registerCsiHandler({ prefix: '?', final }, (modes) => {
      if (modes.includes(DECTCEM)) shown = final === 'h';
      return false;
    });
  let waiting: Waiting[] = [];
  let ended = false;
  const screen = () => rowsOf(terminal);
  const check = () => {
    const text = screen().join('\n');
    for (const one of waiting) if (one.pattern.test(text)) one.resolve();
    waiting = waiting.filter(({ pattern }) => !pattern.test(text));
    if (!ended) return;
    for (const { reject } of waiting) reject();
  };
  const write: Screen['write'] = (data) =>
    new Promise((resolve) => {
      terminal.write(data, () => {
        check();
        resolve();
      });
    });
  return {
    write,
    end: () => {
      ended = true;
      return write('');
    },
    resize: (width, height) => terminal.resize(width, height),
    screen,
    cursor: () => ({ row: terminal.buffer.active.cursorY, column: terminal.buffer.active.cursorX }),
    cursorShown: () => shown,
    alternate: () => terminal.buffer.active.type === 'alternate',
    waitFor: (pattern, seconds = 60) =>
      new Promise((resolve, refuse) => {
        const reject = () => refuse(new Error(`no ${pattern} on the screen:\n${screen().join('\n')}`));
        setTimeout(reject, seconds * 1000).unref();
        waiting.push({ pattern, resolve, reject });
        check();
      }),
  };
}

/** What is seen: a line that was longer before the screen became narrower keeps its end. */
function rowsOf({ buffer, rows, cols }: Terminal): string[] {
  const { baseY } = buffer.active;
  return Array.from(
    { length: rows },
    (_, row) =>
      buffer.active
        .getLine(baseY + row)
        ?.translateToString(false, 0, cols)
        .trimEnd() ?? '',
  );
}
