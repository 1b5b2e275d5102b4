import type { Size } from '../frame.ts';
import { cursorReport } from './sequence.ts';
import type { Timers } from './timers.ts';

/** Saves the cursor, sends it far beyond any corner, asks where it stands (DSR 6), puts it back. */
const QUESTION = '\u001b7\u001b[999;999H\u001b[6n\u001b8';

/** Milliseconds: three times what question and answer take at 300 baud would be a second. */
const DEADLINE = 1000;

/** What a terminal has that does not answer. */
const USUAL: Size = { columns: 80, rows: 24 };

type Question = {
  readonly size: () => Promise<Size>;
  /** To be given each sequence that comes; true where it was the answer. */
  readonly answer: (sequence: string) => boolean;
};

/** Asks the terminal itself for its size; nothing is set on the line. */
export function askSize({
  write,
  timers,
}: {
  readonly write: (text: string) => void;
  readonly timers: Timers;
}): Question {
  let settle = (_size: Size): void => {};
  return {
    size: () =>
      new Promise((resolve) => {
        const callOff = timers.after(DEADLINE, () => resolve(USUAL));
        settle = (size) => {
          callOff();
          resolve(size);
        };
        write(QUESTION);
      }),
    answer: (sequence) => {
      const corner = cursorReport(sequence);
      if (corner) settle({ columns: corner.column, rows: corner.row });
      return corner !== undefined;
    },
  };
}
