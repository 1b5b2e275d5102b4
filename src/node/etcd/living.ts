import type { Machine } from '../../machine.ts';
import { type Etcd, EtcdFailure, etcdAt, type Member } from './client.ts';

/** A cluster that works, by the word of one of its members. */
export type Living = { readonly members: readonly Member[]; readonly etcd: Etcd };

/** Seconds for one question: in a network of one room silence is told soon. */
const SECONDS = 4;

export const clientUrl = (address: string) => `http://${address}:2379`;
export const peerUrl = (address: string) => `http://${address}:2380`;

/**
 * Asks these addresses for a cluster that works: one of its members answers, and has a majority behind it. The
 * member list alone would not tell: etcd 3.4 answers it cut off from the others too.
 */
export async function livingAt(
  machine: Pick<Machine, 'request'>,
  addresses: readonly string[],
): Promise<Living | undefined> {
  const ask = async (address: string): Promise<Living> => {
    const etcd = etcdAt(machine, [clientUrl(address)], { deadline: SECONDS });
    await etcd.get('/csphere/');
    return { members: await etcd.members(), etcd };
  };
  try {
    return await Promise.any(addresses.map(ask));
  } catch (cause) {
    const all: unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
    const bug = all.find((one) => !(one instanceof EtcdFailure));
    if (bug) throw bug;
    return undefined;
  }
}

/** The member at an address, started or not. */
export function memberAt(members: readonly Member[], address: string): Member | undefined {
  return members.find(({ peer_urls }) => peer_urls.includes(peerUrl(address)));
}

/** A member has clients' URLs as soon as it was up once. */
export function wasUp({ client_urls }: Member): boolean {
  return client_urls.length > 0;
}
