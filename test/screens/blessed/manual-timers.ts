import type { Timers } from '../../../src/screens/blessed/timers.ts';

/** Timers that end when the test says so. */
export function manualTimers(): {
  readonly timers: Timers;
  readonly elapse: () => void;
  readonly running: () => number;
} {
  const waiting = new Set<() => void>();
  return {
    timers: {
      after: (_milliseconds, callback) => {
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
  };
}
