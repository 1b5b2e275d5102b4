import { LATE, within } from '../deadline.ts';
import { CommandFailed, type Machine } from '../machine.ts';
import { printable } from './printable.ts';

/** Seconds that a light blinks. */
export const BLINK_SECONDS = 10;
/** As much longer as ethtool may take, before a driver is called one that hangs. */
const GRACE_SECONDS = 5;
const LONGEST_REASON = 120;

export type BlinkOutcome =
  | { readonly result: 'blinked' }
  /** Before its time, as was asked for. */
  | { readonly result: 'stopped' }
  /** `reason` is printable: many drivers have no light to blink. */
  | { readonly result: 'failed'; readonly reason: string };

/**
 * Blinks the light at a card's port for some seconds (ethtool(8), `--identify`), so that a person at the back of
 * the machine finds it. Ended early, the driver gives the light back; one that hangs is not waited for.
 */
export async function blinkPort(
  machine: Pick<Machine, 'run'>,
  name: string,
  signal?: AbortSignal,
): Promise<BlinkOutcome> {
  const argv = ['ethtool', '--identify', name, String(BLINK_SECONDS)] as const;
  try {
    const ended = await within(
      BLINK_SECONDS + GRACE_SECONDS,
      (stop) => machine.run(argv, { signal: stop }),
      signal,
    );
    if (ended !== LATE) return { result: 'blinked' };
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    if (!signal?.aborted) return { result: 'failed', reason: printable(cause.message, LONGEST_REASON) };
  }
  return signal?.aborted ? { result: 'stopped' } : { result: 'failed', reason: 'ethtool: no answer' };
}
