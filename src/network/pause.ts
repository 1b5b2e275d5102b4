import { setTimeout } from 'node:timers/promises';

/** Waits some seconds, or less when `signal` is aborted. */
export async function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(seconds * 1000, undefined, signal ? { signal } : {}).catch(() => {});
}
