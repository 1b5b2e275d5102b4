import type { Etcd } from '../etcd/client.ts';
import type { Here } from './here.ts';
import { type Host, hostsOf } from './hosts.ts';
import { type Entry, keys, type Range, readHolder, readRange } from './pool.ts';

/** A range with the revision of its key, by which a change of it is noticed. */
export type StoredRange = Range & { readonly mod_revision: number };

/** The containers' network as etcd has it. */
export type Pool = {
  readonly ranges: readonly StoredRange[];
  readonly entries: readonly Entry[];
  /** Addresses that are no container's, wherever the ranges lie. */
  readonly hosts: readonly Host[];
};

/** Reads ranges, addresses and hosts of the node's network. @throws EtcdFailure */
export async function readPool(etcd: Etcd, here: Here): Promise<Pool> {
  const [ranges, entries, members] = await Promise.all([
    readRanges(etcd, here.network),
    readEntries(etcd, here.network),
    etcd.list(keys.nodes),
  ]);
  return {
    ranges,
    entries,
    hosts: hostsOf(
      here,
      members.map(({ value }) => value),
    ),
  };
}

/** The ranges of a network, by their first address as text. */
export async function readRanges(etcd: Etcd, network: string): Promise<StoredRange[]> {
  const stored = await etcd.list(keys.ranges(network));
  return stored.flatMap(({ value, mod_revision }) => {
    const range = readRange(value);
    return range ? [{ ...range, mod_revision }] : [];
  });
}

/** Who has which address of a network. */
export async function readEntries(etcd: Etcd, network: string): Promise<Entry[]> {
  const prefix = keys.entries(network);
  const stored = await etcd.list(prefix);
  return stored.flatMap(({ key, value, mod_revision }) => {
    const holder = readHolder(value);
    return holder ? [{ ...holder, ip: key.slice(prefix.length), mod_revision }] : [];
  });
}
