import { neighbour } from '../../network/address.ts';
import type { Here } from './here.ts';
import { type Entry, inOrder, isInRange, sizeOf, v4 } from './pool.ts';
import { addCommand, PoolFailure } from './pool-failure.ts';
import type { Pool, StoredRange } from './read-pool.ts';

/** An address that can be taken: the range it is of, and who gives it up for that. */
export type Choice = {
  readonly ip: string;
  readonly range: StoredRange;
  readonly instead_of?: Entry | undefined;
};

/**
 * An address that nobody has. When there is none, the one that has been kept longest for a container that
 * does not run.
 * @param pick from 0 to less than 1: which of the free ones; 0 is the lowest.
 * @throws PoolFailure when the pool is empty or used up.
 */
export function chooseFree(pool: Pool, here: Here, pick: number): Choice {
  const taken = new Set([...pool.entries.map(({ ip }) => ip), ...pool.hosts.map(({ address }) => address)]);
  const free = inOrder(pool.ranges).flatMap((range) => {
    const stored = pool.ranges.find(({ start }) => start === range.start);
    return stored ? addressesOf(stored).flatMap((ip) => (taken.has(ip) ? [] : [{ ip, range: stored }])) : [];
  });
  const choice = free[Math.floor(pick * free.length)] ?? longestKept(pool);
  if (choice) return choice;
  throw new PoolFailure(usedUp(pool, here));
}

function addressesOf(range: StoredRange): string[] {
  return Array.from({ length: sizeOf(range) }, (_, n) => neighbour(v4(range.start), n)?.text ?? range.end);
}

function longestKept(pool: Pool): Choice | undefined {
  const kept = pool.entries
    .filter(({ released }) => released !== undefined)
    .toSorted((a, b) => (a.released ?? '').localeCompare(b.released ?? ''));
  for (const entry of kept) {
    const range = pool.ranges.find((one) => isInRange(entry.ip, one));
    if (range) return { ip: entry.ip, range, instead_of: entry };
  }
  return undefined;
}

function usedUp({ ranges }: Pool, { own }: Here): string {
  const more = `${addCommand(own.prefix)} adds ${ranges.length > 0 ? 'more' : 'some'}`;
  if (ranges.length === 0) return `no addresses for containers yet: ${more}`;
  const size = ranges.reduce((sum, range) => sum + sizeOf(range), 0);
  return `all ${size} addresses for containers are in use (net-plugin addresses shows by whom): ${more}`;
}

/**
 * The very address that was asked for.
 * @throws PoolFailure when it is in no range, or a host's, or another container's.
 */
export function chooseAsked(ip: string, pool: Pool, here: Here): Choice {
  const range = pool.ranges.find((one) => isInRange(ip, one));
  const host = pool.hosts.find(({ address }) => address === ip);
  if (host) throw new PoolFailure(`${ip} is the address of ${host.by}: no container can have it`);
  if (!range)
    throw new PoolFailure(`${ip} is in no range for containers: net-plugin ip-range list shows them`);
  const entry = pool.entries.find((one) => one.ip === ip);
  if (!entry) return { ip, range };
  if (entry.node === here.node && entry.released !== undefined) return { ip, range, instead_of: entry };
  const use = entry.released === undefined ? 'in use by' : 'kept for';
  throw new PoolFailure(`${ip} is ${use} ${whose(entry)}`);
}

/** `container web on node2` */
export function whose({ name, container, host }: Entry): string {
  const shown = name ?? container?.slice(0, 12);
  return `${shown === undefined ? 'a container' : `container ${shown}`} on ${host}`;
}
