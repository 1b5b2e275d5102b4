/** Time ran out, or nobody wants to wait any longer. */
export const LATE = Symbol('late');

/**
 * What `work` gives, or LATE after some seconds and when `signal` is aborted; the signal of the work is aborted
 * then. Work that takes no notice is not waited for: on a device that hangs, a process in uninterruptible sleep
 * dies of no signal, and a read does not come back.
 */
export async function within<T>(
  seconds: number,
  work: (signal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
): Promise<T | typeof LATE> {
  const { promise: late, resolve } = Promise.withResolvers<typeof LATE>();
  const stop = new AbortController();
  const end = () => {
    resolve(LATE);
    stop.abort();
  };
  const timer = setTimeout(end, seconds * 1000);
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  const done = work(stop.signal);
  // Nobody waits for it any more when it fails late.
  done.catch(() => {});
  try {
    return await Promise.race([late, done]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}
