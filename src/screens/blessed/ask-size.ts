import type { Size } from '../frame.ts';
import { SMALLEST } from '../smallest.ts';
import { cursorReport } from './sequence.ts';
import type { Timers } from './timers.ts';

/** As far as it goes to the right and down, then DSR 6: where the cursor stands. */
const QUESTION = '\u001b[999;999H\u001b[6n';
/** Milliseconds: an answer over a slow line. */
const PATIENCE = 2000;

export type SizeQuestion = {
  /** Sends the question; the smallest where no answer comes. */
  readonly ask: (write: (bytes: string) => void) => Promise<Size>;
  /** True when the sequence was the answer to it. */
  readonly takes: (sequence: string) => boolean;
};

/** Asks the terminal itself: a serial line's tty does not know how large the screen at its end is. */
export function sizeQuestion(timers: Timers): SizeQuestion {
  let answer: ((size: Size) => void) | undefined;
  return {
    ask: (write) =>
      new Promise((resolve) => {
        const callOff = timers.after(PATIENCE, () => answer?.(SMALLEST));
        answer = (size) => {
          answer = undefined;
          callOff();
          resolve(size);
        };
        write(QUESTION);
      }),
    takes: (sequence) => {
      const at = answer && cursorReport(sequence);
      if (!at) return false;
      answer?.({ columns: at.column, rows: at.row });
      return true;
    },
  };
}
