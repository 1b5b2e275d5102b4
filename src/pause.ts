import { setTimeout as timer } from 'node:timers/promises';

/** Waits some seconds, or shorter when `signal` is aborted. */
export type Pause = (seconds: number, signal?: AbortSignal) => Promise<void>;
export const pause: Pause = (seconds, signal) =>
  timer(seconds * 1000, undefined, signal ? { signal } : {}).catch(() => {});

/** Seconds before something is tried again, after the first, the second … failure. */
export function backOff(failures: number): number {
  return Math.min(2 ** (failures - 1), 30);
}
