import { LATE, within } from '../deadline.ts';
import { backOff, type Pause, pause } from '../pause.ts';
import type { Problem } from '../problem.ts';
import type { Delivery } from './report-url.ts';

type Queue = {
  /** Sends one event. */
  readonly send: (body: string, signal: AbortSignal) => Promise<Delivery>;
  /** Keeps what is not sent, whenever that changes. */
  readonly keep: (bodies: readonly string[]) => void;
  /** Told once: the first event that was not taken. */
  readonly warn: (problem: Problem) => void;
  readonly wait?: Pause;
};

/**
 * Sends events in their order, in the background, one at a time. What may pass is tried again, later and later; an
 * event that the receiver refuses is kept, and the next one is sent.
 */
export function reportQueue({ send, keep, warn, wait = pause }: Queue) {
  const waiting: string[] = [];
  const refused: string[] = [];
  const stop = new AbortController();
  let hurry = new AbortController();
  let isHurried = false;
  let isWarned = false;
  let sending: Promise<void> | undefined;

  const notTaken = (problem: Problem) => {
    keep([...refused, ...waiting]);
    if (!isWarned) warn(problem);
    isWarned = true;
  };
  const sendAll = async () => {
    for (let failures = 0; waiting.length > 0 && !stop.signal.aborted; ) {
      const { problem, again } = await send(waiting[0] ?? '', stop.signal);
      if (problem && again) {
        failures += 1;
        notTaken(problem);
        await wait(isHurried ? 1 : backOff(failures), AbortSignal.any([stop.signal, hurry.signal]));
        continue;
      }
      const done = waiting.splice(0, 1);
      failures = 0;
      if (problem) {
        refused.push(...done);
        notTaken(problem);
      } else if (isWarned) keep([...refused, ...waiting]);
    }
  };
  const start = () => {
    sending ??= sendAll()
      // It was ended; or it is a bug, for which no installation has to end: nothing more is sent.
      .catch(() => {
        stop.abort();
        keep([...refused, ...waiting]);
      })
      .finally(() => {
        sending = undefined;
      });
    return sending;
  };

  return {
    add(body: string): void {
      waiting.push(body);
      if (stop.signal.aborted) keep([...refused, ...waiting]);
      else void start();
    },
    /** How many wait for a receiver that does not take them now. */
    stuck: () => (isWarned ? waiting.length : 0),
    /** Sends what is left, within some seconds; what then is left stays. @returns how many events that are. */
    async flush(seconds: number): Promise<number> {
      isHurried = true;
      hurry.abort();
      hurry = new AbortController();
      const all = sending;
      if (all && (await within(seconds, () => all)) === LATE) stop.abort();
      await all;
      return refused.length + waiting.length;
    },
  };
}
