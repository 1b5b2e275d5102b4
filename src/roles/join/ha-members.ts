import type { NetworkCheck } from '../../network/check.ts';
import { error, type Problem } from '../../problem.ts';
import { formatEndpoint } from '../agent.ts';
import { answered, type ControllerSeen, hasEtcd, STANDBY } from './controllers.ts';
import { SIZES } from './discovery.ts';
import { sizeOf } from './etcd.ts';
import { isAnswer, type Silence, silenceProblem } from './reply.ts';

const PATH = 'controller.ha.members';
/** What a machine says that is not installed yet, or not switched on. */
const ABSENT: readonly Silence[] = ['refused', 'no-route', 'timeout-connect', 'reset'];

/**
 * The other controllers of a controller with HA. They may be installed after this one, so one that is not there is
 * no failure; what sits on its address and is no controller is. Pure.
 * @param clusterSize `controller.cluster_size` of this one.
 */
export function haMemberChecks(seen: readonly ControllerSeen[], clusterSize: number): NetworkCheck[] {
  return seen.map((one) => {
    const check = { check: 'controller', subject: formatEndpoint(one.endpoint) } as const;
    const size = sizeOf(one.size);
    const theirs = typeof size === 'object' && SIZES.includes(size.value) ? size.value : undefined;
    if (theirs !== undefined && theirs !== String(clusterSize)) {
      const args = { endpoint: check.subject, theirs, own: clusterSize };
      return { ...check, result: 'failed', problem: error('join.other-cluster-size', PATH, args) };
    }
    if (isAnswer(one.page)) return { ...check, result: 'passed', evidence: answered(one.page) };
    if (hasEtcd(one)) return { ...check, result: 'passed', evidence: STANDBY };
    return { ...check, ...absent(one, one.page) };
  });
}

function absent(
  { endpoint }: ControllerSeen,
  page: Parameters<typeof silenceProblem>[1],
): { readonly result: 'failed' | 'not-possible'; readonly problem: Problem } {
  return ABSENT.includes(page.silence)
    ? {
        result: 'not-possible',
        problem: error('join.member-not-up', PATH, { endpoint: formatEndpoint(endpoint) }),
      }
    : { result: 'failed', problem: silenceProblem(endpoint, page, PATH) };
}
