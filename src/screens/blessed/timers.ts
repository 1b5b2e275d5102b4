/** A pause that is called off when something comes before its end. */
export type Timers = {
  /** Calls back after `milliseconds`; the function that it returns calls it off. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
};

/**
 * Real time. What came in while the program was busy is read before the callback: Node runs timers
 * first, then reads, then immediates.
 */
export const realTimers: Timers = {
  after: (milliseconds, callback) => {
    let immediate: NodeJS.Immediate | undefined;
    const timeout = setTimeout(() => {
      immediate = setImmediate(callback);
    }, milliseconds);
    return () => {
      clearTimeout(timeout);
      clearImmediate(immediate);
    };
  },
};
