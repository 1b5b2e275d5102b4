import type { Member } from './client.ts';
import type { DataSeen } from './data.ts';
import type { Discovery, Entry } from './discovery.ts';
import { memberAt, wasUp } from './living.ts';

/** What is seen of a node without etcd data and of its cluster. */
export type AgentSeen = DataSeen & {
  readonly own: Entry;
  /** Undefined where no controller answers. */
  readonly discovery: Discovery | undefined;
  /** Members of the agents' cluster where it works. */
  readonly living: readonly Member[] | undefined;
};

export type AgentDecision =
  | { readonly do: 'start-before' }
  /** The members begin their cluster together. */
  | { readonly do: 'start-new'; readonly cluster: readonly Entry[] }
  /** In a cluster that works, in place of `replaces`, or in a place that is listed already. */
  | { readonly do: 'join'; readonly replaces?: Member; readonly isListed: boolean }
  | { readonly do: 'be-client'; readonly members: readonly Member[] }
  | { readonly do: 'register' }
  /** Another one was faster: the place behind the last one is given back. */
  | { readonly do: 'withdraw' }
  | { readonly do: 'wait'; readonly text: string; readonly remedy?: string };

/**
 * How the etcd of an agent starts. What a cluster that works says comes first; without one, only who registered on
 * this very disk may begin with the others: one that was a member and lost its data could undo what it had agreed to
 * (raft's log must survive). Pure.
 */
export function decideAgent(seen: AgentSeen): AgentDecision {
  const { hasData, discovery, living, own } = seen;
  if (hasData) return { do: 'start-before' };
  if (!discovery) return { do: 'wait', text: 'no controller answers', remedy: 'cspherectl status' };
  const { size } = discovery;
  if (size === undefined)
    return { do: 'wait', text: 'the controllers have not said yet how many members the cluster has' };
  if (living) return amongLiving(living, own, size);
  return forming(seen, discovery.entries, size);
}

function amongLiving(members: readonly Member[], own: Entry, size: number): AgentDecision {
  const listed = memberAt(members, own.address);
  if (listed) return wasUp(listed) ? { do: 'join', replaces: listed, isListed: true } : LISTED;
  return members.length < size ? { do: 'join', isListed: false } : { do: 'be-client', members };
}

const LISTED = { do: 'join', isListed: true } as const;

function forming({ own, isRegistered }: AgentSeen, entries: readonly Entry[], size: number): AgentDecision {
  const place = entries.findIndex(({ address }) => address === own.address);
  const isFull = entries.length >= size;
  const cluster = entries.slice(0, size);
  if (place >= size) return { do: 'withdraw' };
  if (!isFull) return place !== -1 && isRegistered ? waitFor(cluster, size) : { do: 'register' };
  if (place === -1) return waitForLiving(cluster, 'the cluster is full');
  // A cluster of one has nobody else who could know anything.
  if (isRegistered || size === 1) return { do: 'start-new', cluster };
  return waitForLiving(
    cluster.filter(({ address }) => address !== own.address),
    'this machine was installed anew in its place',
  );
}

function waitFor(joined: readonly Entry[], size: number): AgentDecision {
  const missing = size - joined.length;
  return {
    do: 'wait',
    text: `${joined.length} of ${size} joined, waiting for ${missing} more (joined: ${named(joined)})`,
  };
}

function waitForLiving(members: readonly Entry[], why: string): AgentDecision {
  const text = `${why}, and no majority of its members answers: waiting for ${named(members)}`;
  return { do: 'wait', text, remedy: 'cspherectl status etcd' };
}

function named(entries: readonly Entry[]): string {
  return entries.map(({ address }) => address).join(', ');
}
