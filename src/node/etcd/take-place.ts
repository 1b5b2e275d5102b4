import type { Member } from './client.ts';
import type { Peer } from './etcd-env.ts';
import { type Living, memberAt } from './living.ts';
import { peerUrl } from './urls.ts';

/** One at a time changes the members: two newcomers would both take the last place. */
const LOCK = '/csphere/etcd/joining';
const LOCK_SECONDS = 30;

/** How a place is taken in a cluster that works. */
export type Place = {
  /** The member of this address that has lost its data. */
  readonly replaces?: Member | undefined;
  /** The place is there: it was added before, or belongs to a cluster that began without this one. */
  readonly isListed: boolean;
  /** Members at most. */
  readonly size: number;
};

/**
 * Makes a place for this node among the members (etcd's docs, "Runtime reconfiguration": a member without its data is
 * removed and added). Cut short at any point, the next run goes on.
 * @returns all members, or undefined where somebody else changes them or took the last place: look again.
 */
export async function takePlace(
  { etcd, members }: Living,
  own: Peer,
  { replaces, isListed, size }: Place,
): Promise<readonly { readonly name: string; readonly url: string }[] | undefined> {
  if (isListed && !replaces) return listed(members);
  const lease = await etcd.grant(LOCK_SECONDS);
  try {
    const lock = { put: LOCK, value: own.address, lease };
    if (!(await etcd.change([{ key: LOCK, version: 0 }], [lock]))) return undefined;
    if (replaces) await etcd.removeMember(replaces.id);
    const now = await etcd.members();
    if (memberAt(now, own.address)) return listed(now);
    if (now.length >= size) return undefined;
    await etcd.addMember([peerUrl(own.address)]);
    return listed(await etcd.members());
  } finally {
    await etcd.revoke(lease);
  }
}

/** One that was not up yet has no name: its own is filled in where the list is written. */
function listed(members: readonly Member[]): { readonly name: string; readonly url: string }[] {
  return members.flatMap(({ id, name, peer_urls }) =>
    peer_urls.map((url) => ({ name: name === '' ? `member-${id}` : name, url })),
  );
}
