import type { Ask, NetworkCheck } from '../network/check.ts';
import { pause } from '../pause.ts';

export type Clock = {
  /** Seconds since some moment. */
  readonly now: () => number;
  readonly pause: (seconds: number, signal: AbortSignal) => Promise<void>;
};
export const realClock: Clock = { now: () => performance.now() / 1000, pause };

/** How long failed checks are asked again, and who is told. */
export type Rounds = {
  readonly clock: Clock;
  /** On the clock. */
  readonly until: number;
  readonly tell: (check: NetworkCheck) => void;
  readonly waiting: (subjects: readonly string[], seconds_left: number) => void;
  readonly signal: AbortSignal;
};

/** Seconds between two rounds. */
const BETWEEN = 5;

/** A check that has to pass; a warning is no reason to wait. */
export function hasFailed(check: NetworkCheck): boolean {
  return check.result === 'failed' && check.problem.severity === 'error';
}

/** Asks all at once, and what failed again until it passes or the time is over. */
export async function askUntilPassed(asks: readonly Ask[], rounds: Rounds): Promise<NetworkCheck[]> {
  const { tell, signal } = rounds;
  const asked = async (ask: Ask) => {
    const answers = await ask(signal);
    // What was ended says nothing about the network.
    if (!signal.aborted) for (const check of answers) tell(check);
    return answers;
  };
  let results = await Promise.all(asks.map((ask) => asked(ask)));
  while (await hasWaited(results.flat(), rounds)) {
    results = await Promise.all(
      asks.map((ask, index) => {
        const before = results[index] ?? [];
        return before.some(hasFailed) ? asked(ask) : before;
      }),
    );
  }
  return results.flat();
}

/** Waits for the next round. @returns false where there is none: nothing failed, or the time is over. */
export async function hasWaited(
  checks: readonly NetworkCheck[],
  { clock, until, waiting, signal }: Rounds,
): Promise<boolean> {
  const failed = checks.filter(hasFailed);
  const left = until - clock.now();
  if (failed.length === 0 || left <= 0 || signal.aborted) return false;
  waiting(
    failed.map(({ subject }) => subject),
    Math.ceil(left),
  );
  await clock.pause(Math.min(BETWEEN, left), signal);
  return !signal.aborted;
}

/** Tells each answer once, and again when it changes. */
export function onChange(tell: (check: NetworkCheck) => void): (check: NetworkCheck) => void {
  const told = new Map<string, string>();
  return (check) => {
    const key = `${check.check} ${check.subject}`;
    if (told.get(key) === check.result) return;
    told.set(key, check.result);
    tell(check);
  };
}
