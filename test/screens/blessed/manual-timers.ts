import type { Timers } from '../../../src/screens/blessed/timers.ts';

/** Timers that end when the test says so. */
export function manualTimers(): {
  readonly timers: Timers;
  readonly elapse: () => void;
  readonly running: () => number;
  /** How many milliseconds each pause was to be. */
  readonly pauses: readonly number[];
} {
  const waiting = new Set<() => void>();
  const pauses: number[] = [];
  return {
    timers: {
      after: (milliseconds, callback) => {
        pauses.push(milliseconds);
        waiting.add(callback);
        return () => waiting.delete(callback);
      },
    },
    elapse: () => {
      const due = [...waiting];
      waiting.clear();
      for (const callback of due) callback();
    },
    running: () => waiting.size,
    pauses,
  };
}
