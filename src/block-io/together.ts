/** Runs tasks side by side; the first one that fails stops the others, and is the news once all are over. */
export async function together(
  tasks: readonly ((signal: AbortSignal) => Promise<void>)[],
  outer: AbortSignal | undefined,
): Promise<void> {
  const stop = new AbortController();
  const signal = outer ? AbortSignal.any([outer, stop.signal]) : stop.signal;
  const failures: unknown[] = [];
  const run = async (task: (signal: AbortSignal) => Promise<void>) => {
    try {
      await task(signal);
    } catch (cause) {
      failures.push(cause);
      stop.abort(cause);
    }
  };
  await Promise.all(tasks.map(run));
  if (failures.length > 0) throw failures[0];
}
