import { nodeConfigOf } from '../cloud-config/node-config.ts';
import { CommandFailed, type Machine } from '../machine.ts';
import type { NetworkCheck } from '../network/check.ts';
import { addressFreeChecks, usedProblem } from '../network/checks/address-free.ts';
import { networkFiles } from '../network/files.ts';
import { arpProbe, ownerText, resolveNeighbour } from '../network/neighbour.ts';
import { printable } from '../network/printable.ts';
import { type Applied, type TrialEnd, tryNetwork } from '../network/trial.ts';
import { error, type Problem, type ProblemCode, warning } from '../problem.ts';
import { takeLock } from './console-lock.ts';
import type { Emit } from './events.ts';
import type { Inventory } from './inventory.ts';
import { asksOf, notAsked } from './preflight-asks.ts';
import { claimsOf, isIpv4 } from './preflight-claims.ts';
import {
  askUntilPassed,
  type Clock,
  hasFailed,
  hasWaited,
  onChange,
  type Rounds,
  realClock,
} from './preflight-rounds.ts';
import { checkLine, waitingLine } from './preflight-words.ts';
import { prepare } from './prepare.ts';
import type { ResolvedAnswers } from './resolved.ts';
import { TRIAL_LOCK, TRIAL_NOTE } from './steps/places.ts';

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
    const { checks, not_restored } = await oneTrial(resolved, inventory, machine, rounds);
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

type Tried = { readonly checks: readonly NetworkCheck[]; readonly not_restored: readonly Problem[] };

async function oneTrial(
  resolved: ResolvedAnswers,
  inventory: Inventory,
  machine: Machine,
  rounds: Rounds,
): Promise<Tried> {
  const lock = takeLock(TRIAL_LOCK);
  if (!lock) return untried(resolved, rounds, 'preflight.busy');
  try {
    return await locked(resolved, inventory, machine, rounds);
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return untried(resolved, rounds, 'preflight.no-trial', { reason: printable(cause.message) });
  } finally {
    lock.release();
  }
}

async function locked(
  resolved: ResolvedAnswers,
  inventory: Inventory,
  machine: Machine,
  rounds: Rounds,
): Promise<Tried> {
  const { answers } = resolved;
  const prepared = prepare(answers, inventory);
  if ('problems' in prepared) throw new Error('a machine that does not fit passed the rules');
  const match = answers.install.image === 'disk-image' ? 'mac' : 'permanent-mac';
  const files = networkFiles(nodeConfigOf(resolved, prepared).network, match);
  const { name: card } = prepared.link;
  const checks: NetworkCheck[] = [];
  const trial = { machine, files, card, note: TRIAL_NOTE, signal: rounds.signal };
  const end = await tryNetwork(trial, {
    before: async (device) => {
      const { own, others } = claimsOf(answers);
      const on = { machine, device, look: arpProbe };
      const once = { ...rounds, until: 0 };
      const asked = await askUntilPassed(addressFreeChecks([...own, ...others].filter(isIpv4), on), once);
      checks.push(...asked);
      const taken = asked.filter(hasFailed).map(({ subject }) => subject);
      return !own.some(({ address }) => taken.includes(address));
    },
    duplicate: async (device, address) => {
      const claim = claimsOf(answers).own.find((one) => one.address === address);
      if (!claim) return;
      const owner = await resolveNeighbour(address, { machine, device, signal: rounds.signal });
      const text = typeof owner === 'string' ? await ownerText(owner, machine) : 'another machine';
      const problem = usedProblem(claim, text);
      checks.push(told({ check: 'address-free', subject: address, result: 'failed', problem }, rounds));
    },
    during: async (applied) => {
      checks.push(told(settingsPassed(applied), rounds));
      checks.push(...(await askUntilPassed(asksOf(answers, applied, machine), rounds)));
    },
  });
  if (!end.applied) checks.push(...notApplied(resolved, end, card).map((check) => told(check, rounds)));
  return { checks: latest(checks), not_restored: end.not_restored.map(notRestored) };
}

function settingsPassed({ device, addresses }: Applied): NetworkCheck {
  return { check: 'settings', subject: device, result: 'passed', evidence: addresses.join(', ') };
}

function notApplied({ answers }: ResolvedAnswers, { problem }: TrialEnd, card: string): NetworkCheck[] {
  const settings = { check: 'settings', subject: card } as const;
  const refused = error('preflight.not-tried', 'network.address');
  return [
    problem
      ? { ...settings, result: 'failed', problem }
      : { ...settings, result: 'not-possible', problem: refused },
    ...notAsked(answers),
  ];
}

function untried(
  { answers }: ResolvedAnswers,
  rounds: Rounds,
  code: ProblemCode,
  args: Problem['args'] = {},
): Tried {
  const problem = error(code, 'network.address', args);
  const settings: NetworkCheck = {
    check: 'settings',
    subject: 'network',
    result: 'not-possible',
    problem,
  };
  return {
    checks: [settings, ...notAsked(answers)].map((check) => told(check, rounds)),
    not_restored: [],
  };
}

function told(check: NetworkCheck, { tell }: Rounds): NetworkCheck {
  tell(check);
  return check;
}

/** Of an address that was asked for twice the later answer counts. */
function latest(checks: readonly NetworkCheck[]): NetworkCheck[] {
  const byKey = new Map(checks.map((check) => [`${check.check} ${check.subject}`, check]));
  return [...byKey.values()];
}

function notRestored(what: string): Problem {
  return warning('preflight.not-restored', '', { what: printable(what, 120) });
}
