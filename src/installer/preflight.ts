import type { Machine } from '../machine.ts';
import type { NetworkCheck } from '../network/check.ts';
import type { Problem } from '../problem.ts';
import type { Emit } from './events.ts';
import type { Inventory } from './inventory.ts';
import { type Clock, hasWaited, onChange, type Rounds, realClock } from './preflight-rounds.ts';
import { oneTrial } from './preflight-trial.ts';
import { checkLine, waitingLine } from './preflight-words.ts';
import type { ResolvedAnswers } from './resolved.ts';

export type Preflight = {
  readonly checks: readonly NetworkCheck[];
  /** What stands against the installation, as `install.preflight` wants it: errors or warnings. */
  readonly problems: readonly Problem[];
};

export type PreflightContext = {
  readonly machine: Machine;
  readonly emit: Emit;
  readonly signal: AbortSignal;
};

/**
 * Tries the node's own network files in the live system, asks all that can be asked before a disk is touched,
 * and takes the files back, whatever happens. What failed is asked again for `install.preflight_wait`.
 * @throws the reason of `signal` when that is aborted, with the settings taken back.
 */
export async function runPreflight(
  resolved: ResolvedAnswers,
  inventory: Inventory,
  { machine, emit, signal }: PreflightContext,
  clock: Clock = realClock,
): Promise<Preflight> {
  const { preflight, preflight_wait } = resolved.answers.install;
  if (preflight === 'off') {
    emit({ event: 'note', line: 'install.preflight: off: the network is not tested.' });
    return { checks: [], problems: [] };
  }
  const rounds: Rounds = {
    clock,
    until: clock.now() + preflight_wait,
    tell: onChange((check) => emit({ event: 'check', line: checkLine(check), check })),
    waiting: (subjects, seconds_left) =>
      emit({ event: 'waiting', line: waitingLine(subjects, seconds_left), subjects, seconds_left }),
    signal,
  };
  for (;;) {
    const { checks, not_restored } = await oneTrial({ resolved, inventory, machine, rounds });
    signal.throwIfAborted();
    if (await hasWaited(checks, rounds)) continue;
    signal.throwIfAborted();
    return { checks, problems: [...underPolicy(checks, preflight), ...not_restored] };
  }
}

/** `refuse`: what failed stops the installation; `warn`: it is said. What was not possible is never a problem. */
function underPolicy(checks: readonly NetworkCheck[], preflight: 'refuse' | 'warn'): Problem[] {
  return checks.flatMap((check) => {
    if (check.result !== 'failed') return [];
    return [preflight === 'warn' ? { ...check.problem, severity: 'warning' } : check.problem];
  });
}
