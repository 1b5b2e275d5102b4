import type { Evidence, NetworkCheck } from '../../network/check.ts';
import { printable } from '../../network/printable.ts';
import { error, type Problem } from '../../problem.ts';
import { type Endpoint, formatEndpoint } from '../agent.ts';
import { ETCD_PORT } from '../agent-node.ts';
import { anchorOf, type ControllerSeen, joinedThrough, orderWith } from './controllers.ts';
import { sizeOf } from './etcd.ts';
import { isAnswer, type Reply, silenceProblem } from './reply.ts';

export const SIZES: readonly string[] = ['1', '3', '5', '7', '9'];

const PATH = 'agent.controllers';

/** etcd beside a controller. */
export function etcdOf({ host }: Endpoint): Endpoint {
  return { host, port: ETCD_PORT };
}

/**
 * Whether the agents' etcd can form through the first controller: it answers, knows the size, and nobody joined
 * elsewhere. Where it is full, this node comes as a further one. Pure.
 */
export function discoveryCheck(seen: readonly [ControllerSeen, ...ControllerSeen[]]): NetworkCheck {
  const [first] = seen;
  const etcd = etcdOf(first.endpoint);
  const one = { check: 'discovery', subject: formatEndpoint(etcd) } as const;
  const size = sizeOf(first.size);
  if (typeof size !== 'object') return { ...one, result: 'failed', problem: unknown(etcd, first.size, size) };
  if (!SIZES.includes(size.value)) {
    const args = { endpoint: one.subject, value: printable(size.value) };
    return { ...one, result: 'failed', problem: error('join.bad-cluster-size', PATH, args) };
  }
  const anchor = anchorOf(seen);
  const [own, most] = [joinedThrough(first).length, anchor ? joinedThrough(anchor).length : 0];
  if (anchor && most > own)
    return { ...one, result: 'failed', problem: elsewhere(first, anchor, { own, most }, seen) };
  return { ...one, result: 'passed', evidence: counted(own, Number(size.value)) };
}

function counted(own: number, size: number): Evidence {
  const isFull = own >= size;
  return {
    en: `${own} of ${size} joined${isFull ? ', this node is a further one' : ''}`,
    zh: `已加入 ${own}/${size}${isFull ? '，本节点为后续节点' : ''}`,
  };
}

function unknown(etcd: Endpoint, reply: Reply, said: 'no-key' | 'not-etcd' | 'silent'): Problem {
  const endpoint = formatEndpoint(etcd);
  if (!isAnswer(reply)) return silenceProblem(etcd, reply, PATH);
  return said === 'no-key'
    ? error('join.no-cluster-size', PATH, { endpoint })
    : error('join.not-etcd', PATH, { endpoint, status: reply.status ?? '?' });
}

function elsewhere(
  first: ControllerSeen,
  anchor: ControllerSeen,
  { own, most }: { readonly own: number; readonly most: number },
  seen: readonly ControllerSeen[],
): Problem {
  return error('join.discovery-elsewhere', PATH, {
    count: most,
    joined_at: formatEndpoint(anchor.endpoint),
    own,
    first: formatEndpoint(first.endpoint),
    order: orderWith(anchor, seen),
  });
}
