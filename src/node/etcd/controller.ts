import { createHash } from 'node:crypto';
import type { Machine } from '../../machine.ts';
import type { Pause } from '../../pause.ts';
import type { Note } from '../note.ts';
import { EtcdFailure, type Member } from './client.ts';
import { clearRemains, readData } from './data.ts';
import type { EtcdStart, Peer } from './etcd-env.ts';
import { type Living, livingAt, memberAt, wasMemberOf, wasUp } from './living.ts';
import { takePlace } from './take-place.ts';
import { peerUrl } from './urls.ts';

/** A set of members that is known from the answers: controllers, or the members of a platform. */
export type MemberSet = {
  /** What they are called in sentences. */
  readonly title: string;
  readonly nameOf: (address: string) => string;
  /** Different for every set. */
  readonly token: string;
};

/** What the etcd of a known set needs to know. */
export type ControllerPlace = {
  readonly machine: Machine;
  readonly own: Peer;
  /** Addresses of all members, this one too; itself alone without HA. */
  readonly members: readonly string[];
  readonly set: MemberSet;
  readonly dataFolder: string;
  readonly pause: Pause;
  readonly say: (note: Note) => Promise<void>;
};

/** What is seen of a controller and of the other ones. */
export type ControllerSeen = {
  readonly hasData: boolean;
  /** Members of the controllers' cluster where it works without this one. */
  readonly living: readonly Member[] | undefined;
  /** Without a majority: one of the others knows this one as a member that was up. */
  readonly wasMember: boolean;
  readonly address: string;
};

export type ControllerDecision =
  | { readonly do: 'start-before' }
  | { readonly do: 'start-new' }
  | { readonly do: 'wait' }
  | { readonly do: 'join'; readonly replaces?: Member; readonly isListed: boolean };

const SECONDS_BETWEEN = 3;

/** The name of a controller in the controllers' etcd. */
export function controllerName(address: string): string {
  return `controller-${address}`;
}

/**
 * How the etcd of a controller starts. With HA its members are known from the answers, so that all begin at once; one
 * that is installed anew while the others run takes its old place. Pure.
 */
export function decideController({
  hasData,
  living,
  wasMember,
  address,
}: ControllerSeen): ControllerDecision {
  if (hasData) return { do: 'start-before' };
  if (!living) return wasMember ? { do: 'wait' } : { do: 'start-new' };
  const listed = memberAt(living, address);
  if (!listed) return { do: 'join', isListed: false };
  return wasUp(listed) ? { do: 'join', replaces: listed, isListed: true } : { do: 'join', isListed: true };
}

/** Decides, and prepares the start; waits only where another controller takes its place at this moment. */
export async function startOfController(place: ControllerPlace): Promise<EtcdStart> {
  for (;;) {
    try {
      const start = await once(place);
      if (start) return start;
    } catch (cause) {
      if (!(cause instanceof EtcdFailure)) throw cause;
      await place.say({
        state: 'waiting',
        text: `${place.set.title} lost its majority: ${cause.message}`,
      });
    }
    await place.pause(SECONDS_BETWEEN);
  }
}

async function once(place: ControllerPlace): Promise<EtcdStart | undefined> {
  const { machine, own, members, set, dataFolder, say } = place;
  const { hasData } = await readData(machine, dataFolder);
  if (hasData) return { as: 'before' };
  const others = members.filter((address) => address !== own.address);
  const living = await livingAt(machine, others);
  const wasMember = !living && (await wasMemberOf(machine, others, own.address));
  const seen = { hasData, living: living?.members, wasMember, address: own.address };
  const decision = decideController(seen);
  if (decision.do === 'join' && living) return join(place, living, decision);
  if (decision.do === 'wait') {
    const why = `${set.title} has no majority at the moment`;
    await say({ state: 'waiting', text: `${own.address} was installed anew: ${why}` });
    return undefined;
  }
  await clearRemains(machine, dataFolder);
  const cluster = members.map((address) => ({ name: set.nameOf(address), url: peerUrl(address) }));
  return { as: 'member', state: 'new', cluster, token: set.token };
}

async function join(
  { machine, own, members, set, dataFolder, say }: ControllerPlace,
  living: Living,
  { replaces, isListed }: Extract<ControllerDecision, { do: 'join' }>,
): Promise<EtcdStart | undefined> {
  const cluster = await takePlace(living, own, { replaces, isListed, size: members.length });
  if (!cluster) {
    await say({ state: 'waiting', text: `another one joins ${set.title} right now` });
    return undefined;
  }
  await clearRemains(machine, dataFolder);
  return { as: 'member', state: 'existing', cluster, token: set.token };
}

/** The controllers as a set. @param members their addresses */
export function controllerSet(members: readonly string[]): MemberSet {
  const hash = createHash('sha256').update(members.toSorted().join(',')).digest('hex');
  const token = `cos-controllers-${hash.slice(0, 16)}`;
  return { title: "the controllers' etcd", nameOf: controllerName, token };
}
