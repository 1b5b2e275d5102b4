import { type Change, type Etcd, EtcdFailure } from '../etcd/client.ts';
import { type Choice, chooseAsked, chooseFree } from './choose.ts';
import type { Here } from './here.ts';
import { type Entry, type Holder, keys, readHolder } from './pool.ts';
import { PoolFailure } from './pool-failure.ts';
import { type Pool, readEntries, readPool } from './read-pool.ts';

/** What a container asks for. */
export type Wanted = {
  /** The very address. */
  readonly ip?: string | undefined;
  /** Another one will do when that is gone: the address was set for the container, not asked for by a person. */
  readonly isReplaceable?: boolean;
  /** Addresses kept for containers of this node of which the first is the one that asks. */
  readonly returning?: readonly string[];
};

/** Where one of several free addresses is picked after a lost race. */
export type Random = () => number;

/**
 * Gives an address of the pool to a container of this node, in one transaction: two nodes never get the
 * same one. @returns the address. @throws PoolFailure, EtcdFailure
 */
export async function allocate(
  etcd: Etcd,
  here: Here,
  wanted: Wanted,
  random: Random = Math.random,
): Promise<string> {
  for (let races = 0; ; races++) {
    const pool = await readPool(etcd, here);
    const choice = choose(pool, here, wanted, races === 0 ? 0 : random());
    if (await take(etcd, here, choice)) return choice.ip;
  }
}

function choose(pool: Pool, here: Here, { ip, isReplaceable, returning = [] }: Wanted, pick: number): Choice {
  if (ip === undefined) return chooseReturning(pool, here, returning) ?? chooseFree(pool, here, pick);
  try {
    return chooseAsked(ip, pool, here);
  } catch (cause) {
    if (isReplaceable && cause instanceof PoolFailure) return chooseFree(pool, here, pick);
    throw cause;
  }
}

function chooseReturning(pool: Pool, here: Here, returning: readonly string[]): Choice | undefined {
  for (const ip of returning) {
    const entry = pool.entries.find((one) => one.ip === ip);
    if (entry?.released !== undefined && entry.node === here.node) {
      try {
        return chooseAsked(ip, pool, here);
      } catch (cause) {
        if (!(cause instanceof PoolFailure)) throw cause;
      }
    }
  }
  return undefined;
}

/**
 * The range must still be there, and the address be as it was read. A question without an answer may have
 * been carried out: then the key tells (a node asks for one address at a time).
 */
async function take(etcd: Etcd, here: Here, { ip, range, instead_of: before }: Choice): Promise<boolean> {
  const key = keys.entry(here.network, ip);
  const { node, host, own } = here;
  const kept = before?.node === node ? { container: before.container, name: before.name } : {};
  const value = holderText({ node, host, address: own.address, ...kept });
  const conditions = [
    { key: keys.range(here.network, range), mod_revision: range.mod_revision },
    before ? { key, mod_revision: before.mod_revision } : { key, version: 0 },
  ];
  try {
    return await etcd.change(conditions, [{ put: key, value }]);
  } catch (cause) {
    if (!(cause instanceof EtcdFailure) || cause.kind !== 'unknown') throw cause;
    return (await etcd.get(key))?.value === value;
  }
}

/**
 * Docker gave an address back: it stays kept for a container that is known, else it is free. One that is
 * not this node's, or none of the pool (a gateway), is left alone.
 */
export function release(etcd: Etcd, here: Here, ip: string, now: Date): Promise<void> {
  return changeEntry(etcd, here, ip, (entry) => {
    if (entry.node !== here.node || entry.released !== undefined) return entry;
    return entry.container === undefined ? undefined : { ...entry, released: now.toISOString() };
  });
}

/** Changes an address of the pool, or frees it (undefined), whoever else changes it at the same time. */
export async function changeEntry(
  etcd: Etcd,
  here: Here,
  ip: string,
  next: (entry: Entry) => Holder | undefined,
): Promise<void> {
  for (;;) {
    const key = keys.entry(here.network, ip);
    const stored = await etcd.get(key);
    const read = stored && readHolder(stored.value);
    if (!read) return;
    const entry = { ...read, ip, mod_revision: stored.mod_revision };
    const holder = next(entry);
    if (holder === entry) return;
    const change: Change = holder ? { put: key, value: holderText(holder) } : { delete: key };
    if (await etcd.change([{ key, mod_revision: entry.mod_revision }], [change])) return;
  }
}

function holderText({ node, host, address, container, name, released }: Holder): string {
  return JSON.stringify({ node, host, address, container, name, released });
}

/** Frees every address of a node that has left, in all networks. @returns the addresses. */
export async function freeAddressesOf(etcd: Etcd, node: string): Promise<string[]> {
  const stored = await etcd.list('/csphere/network/');
  const networks = new Set(
    stored.flatMap(({ key }) => /^\/csphere\/network\/([^/]+)\/ips\//.exec(key)?.[1] ?? []),
  );
  const freed: string[] = [];
  for (const network of networks) {
    for (const { ip, node: owner } of await readEntries(etcd, network)) {
      if (owner !== node) continue;
      await etcd.change([], [{ delete: keys.entry(network, ip) }]);
      freed.push(ip);
    }
  }
  return freed;
}
