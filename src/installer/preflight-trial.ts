import { nodeConfigOf } from '../cloud-config/node-config.ts';
import { CommandFailed, type Machine } from '../machine.ts';
import type { NetworkCheck } from '../network/check.ts';
import { addressFreeChecks, usedProblem } from '../network/checks/address-free.ts';
import { networkFiles } from '../network/files.ts';
import { arpProbe, ownerText, resolveNeighbour } from '../network/neighbour.ts';
import { printable } from '../network/printable.ts';
import { type Stages, type TrialEnd, tryNetwork } from '../network/trial.ts';
import type { Applied } from '../network/trial-settle.ts';
import { error, type Problem, type ProblemCode, warning } from '../problem.ts';
import { takeLock } from './console-lock.ts';
import type { Inventory } from './inventory.ts';
import { asksOf, notAsked } from './preflight-asks.ts';
import { claimsOf, isIpv4 } from './preflight-claims.ts';
import { askUntilPassed, hasFailed, type Rounds } from './preflight-rounds.ts';
import { prepare } from './prepare.ts';
import type { ResolvedAnswers } from './resolved.ts';
import { TRIAL_LOCK, TRIAL_NOTE } from './steps/places.ts';

/** What is tried, and whom it is told. */
export type Testing = {
  readonly resolved: ResolvedAnswers;
  readonly inventory: Inventory;
  readonly machine: Machine;
  readonly rounds: Rounds;
};

type Tried = { readonly checks: readonly NetworkCheck[]; readonly not_restored: readonly Problem[] };

/** One trial of the node's network files with all checks in it; one console at a time. */
export async function oneTrial(testing: Testing): Promise<Tried> {
  const lock = takeLock(TRIAL_LOCK);
  if (!lock) return untried(testing, 'preflight.busy');
  try {
    return await locked(testing);
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return untried(testing, 'preflight.no-trial', { reason: printable(cause.message) });
  } finally {
    lock.release();
  }
}

async function locked(testing: Testing): Promise<Tried> {
  const { resolved, inventory, machine, rounds } = testing;
  const { answers } = resolved;
  const prepared = prepare(answers, inventory);
  if ('problems' in prepared) throw new Error('a machine that does not fit passed the rules');
  const match = answers.install.image === 'disk-image' ? 'mac' : 'permanent-mac';
  const files = networkFiles(nodeConfigOf(resolved, prepared).network, match);
  const { name: card } = prepared.link;
  const checks: NetworkCheck[] = [];
  const trial = { machine, files, card, note: TRIAL_NOTE, signal: rounds.signal };
  const end = await tryNetwork(trial, stagesOf(testing, checks));
  if (!end.applied) checks.push(...notApplied(testing, end, card).map((check) => told(check, rounds)));
  return { checks: latest(checks), not_restored: end.not_restored.map(notRestored) };
}

/** What is asked in a trial; the answers go into `checks`. */
function stagesOf({ resolved: { answers }, machine, rounds }: Testing, checks: NetworkCheck[]): Stages {
  const { own, others } = claimsOf(answers);
  return {
    before: async (device) => {
      const on = { machine, device, look: arpProbe };
      const once = { ...rounds, until: 0 };
      const asked = await askUntilPassed(addressFreeChecks([...own, ...others].filter(isIpv4), on), once);
      checks.push(...asked);
      const taken = asked.filter(hasFailed).map(({ subject }) => subject);
      return !own.some(({ address }) => taken.includes(address));
    },
    duplicate: async (device, address) => {
      const claim = own.find((one) => one.address === address);
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
  };
}

function settingsPassed({ device, addresses }: Applied): NetworkCheck {
  return { check: 'settings', subject: device, result: 'passed', evidence: addresses.join(', ') };
}

function notApplied({ resolved: { answers } }: Testing, { problem }: TrialEnd, card: string): NetworkCheck[] {
  const settings = { check: 'settings', subject: card } as const;
  const refused = error('preflight.not-tried', 'network.address');
  return [
    problem
      ? { ...settings, result: 'failed', problem }
      : { ...settings, result: 'not-possible', problem: refused },
    ...notAsked(answers),
  ];
}

/** Nothing was tried: why, and what was not asked therefore. */
function untried({ resolved, rounds }: Testing, code: ProblemCode, args: Problem['args'] = {}): Tried {
  const problem = error(code, 'network.address', args);
  const settings = { check: 'settings', subject: 'network', result: 'not-possible', problem } as const;
  const checks = [settings, ...notAsked(resolved.answers)].map((check) => told(check, rounds));
  return { checks, not_restored: [] };
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
