import type { Pause } from '../pause.ts';
import { EtcdFailure } from './etcd/client.ts';

/** gRPC's UNAVAILABLE: no leader at the moment. */
const UNAVAILABLE = 14;

/** Whether etcd may answer the same question a little later. */
export function isPassing(cause: unknown): boolean {
  return cause instanceof EtcdFailure && (cause.kind !== 'refused' || cause.code === UNAVAILABLE);
}

/**
 * Does work again, each second, while etcd does not answer: members elect a leader, or are just starting.
 * @param seconds how long; then the failure is thrown.
 * @param told gets each failure that is waited out.
 */
export async function patiently<T>(
  work: () => Promise<T>,
  seconds: number,
  pause: Pause,
  told: (cause: unknown) => Promise<void> = async () => {},
): Promise<T> {
  for (let waited = 0; ; waited++) {
    try {
      return await work();
    } catch (cause) {
      if (!isPassing(cause) || waited >= seconds) throw cause;
      await told(cause);
      await pause(1);
    }
  }
}
