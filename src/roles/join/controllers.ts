import type { Evidence, NetworkCheck } from '../../network/check.ts';
import { error, warning } from '../../problem.ts';
import { type Endpoint, formatEndpoint } from '../agent.ts';
import { joinedOf, type Member } from './etcd.ts';
import { isAnswer, type Reply, silenceProblem } from './reply.ts';

/** What a controller of the list answered. */
export type ControllerSeen = {
  readonly endpoint: Endpoint;
  /** Its web page, which the primary alone serves. */
  readonly page: Reply;
  /** Its own etcd: the agents that joined through it, and the size that their cluster will have. */
  readonly joined: Reply;
  readonly size: Reply;
};

const PATH = 'agent.controllers';

/** Which one serves the web page; undefined where none does, or several, of which one may be a virtual address. */
export function mainOf(seen: readonly ControllerSeen[]): ControllerSeen | undefined {
  const serving = seen.filter(({ page }) => isAnswer(page));
  return serving.length === 1 ? serving[0] : undefined;
}

/** The agents that joined through a controller; none where its etcd does not say. */
export function joinedThrough(one: ControllerSeen): readonly Member[] {
  const said = joinedOf(one.joined);
  return typeof said === 'object' ? said.value : [];
}

/**
 * Where agents joined already, discovery goes on: an etcd of its own lies on each controller, so the others know
 * nothing of them. Undefined while nobody has joined.
 */
export function anchorOf(seen: readonly ControllerSeen[]): ControllerSeen | undefined {
  const [most] = seen.toSorted((a, b) => joinedThrough(b).length - joinedThrough(a).length);
  return most && joinedThrough(most).length > 0 ? most : undefined;
}

/** The list with one of them first, as it would be written. */
export function orderWith(first: ControllerSeen, seen: readonly ControllerSeen[]): string {
  return [first, ...seen.filter((one) => one !== first)]
    .map(({ endpoint }) => formatEndpoint(endpoint))
    .join(',');
}

/** One check for each controller of the list. A standby has etcd and no web page. Pure. */
export function controllerChecks(seen: readonly ControllerSeen[]): NetworkCheck[] {
  return seen.map((one) => {
    const subject = formatEndpoint(one.endpoint);
    return { check: 'controller', subject, ...verdict(one, seen) };
  });
}

type Verdict =
  | { readonly result: 'passed'; readonly evidence: Evidence }
  | Pick<Extract<NetworkCheck, { result: 'failed' | 'not-possible' }>, 'result' | 'problem'>;

function verdict(one: ControllerSeen, seen: readonly ControllerSeen[]): Verdict {
  const { endpoint, page } = one;
  const main = mainOf(seen);
  if (isAnswer(page)) return { result: 'passed', evidence: answered(page, main === one) };
  const isStandby = page.silence === 'refused' && hasEtcd(one);
  if (!isStandby) return { result: 'failed', problem: silenceProblem(endpoint, page, PATH) };
  if (!seen.some((other) => isAnswer(other.page)))
    return {
      result: 'failed',
      problem: error('join.no-main', PATH, { endpoint: formatEndpoint(endpoint) }),
    };
  return main && one === seen[0] && (anchorOf(seen) ?? main) === main
    ? { result: 'failed', problem: notFirst(main, one, seen) }
    : { result: 'passed', evidence: STANDBY };
}

/** Whether the etcd of a controller answers, empty or not. */
export function hasEtcd({ joined }: ControllerSeen): boolean {
  const said = joinedOf(joined);
  return typeof said === 'object' || said === 'no-key';
}

function notFirst(main: ControllerSeen, first: ControllerSeen, seen: readonly ControllerSeen[]) {
  return warning('join.main-not-first', PATH, {
    main: formatEndpoint(main.endpoint),
    first: formatEndpoint(first.endpoint),
    order: orderWith(main, seen),
  });
}

/** What is seen of a standby. */
export const STANDBY: Evidence = { en: 'etcd answers, standby', zh: 'etcd 有应答，待命' };

/** What was seen of a web page. */
export function answered({ status }: { readonly status?: number }, isMain = false): Evidence {
  const http = status === undefined ? 'HTTP' : `HTTP ${status}`;
  return isMain ? { en: `${http}, main`, zh: `${http}，主控制器` } : http;
}
