import { error, type Problem, type ProblemCode, warning } from '../../problem.ts';
import type { Ask, NetworkCheck } from '../check.ts';
import { type Asking, type Owner, ownerText } from '../neighbour.ts';

/** An address that nobody else may have, and what is said where somebody has it. */
export type Claim = {
  readonly address: string;
  /** The key of the answers it comes from. */
  readonly path: string;
  readonly code: Extract<
    ProblemCode,
    | 'preflight.address-used'
    | 'preflight.neighbour-used'
    | 'preflight.virtual-ip-used'
    | 'preflight.pool-used'
  >;
  /** Machines that may have it: other controllers, for the virtual IP. */
  readonly members?: readonly string[];
  /** The node whose own address it is. */
  readonly name?: string;
};

/** How it is found out who has an address. */
export type Look = (address: string, asking: Asking) => Promise<Owner>;

/** One question for each claim; `with` says how and where. */
export function addressFreeChecks(
  claims: readonly Claim[],
  { look, ...on }: Omit<Asking, 'signal'> & { readonly look: Look },
): Ask[] {
  return claims.map((claim) => async (signal) => [await asked(claim, look, { ...on, signal })]);
}

async function asked(claim: Claim, look: Look, asking: Asking): Promise<NetworkCheck> {
  const { address, path, members = [] } = claim;
  const about = { check: 'address-free', subject: address } as const;
  const [owner, ...owners] = await Promise.all([address, ...members].map((one) => look(one, asking)));
  if (owner === undefined) return { ...about, result: 'passed' };
  if (typeof owner !== 'string') {
    const problem = error('preflight.cannot-probe', path, { address, reason: owner.reason });
    return { ...about, result: 'not-possible', problem };
  }
  const text = await ownerText(owner, asking.machine);
  if (owners.includes(owner)) return { ...about, result: 'passed', evidence: text };
  return { ...about, result: 'failed', problem: usedProblem(claim, text) };
}

/** Containers of the cluster may have an address of the pool, so that is a warning. */
export function usedProblem({ address, path, code, name = '' }: Claim, owner: string): Problem {
  const args = { address, owner, name };
  return code === 'preflight.pool-used'
    ? warning('preflight.pool-used', path, args)
    : error(code, path, args);
}
