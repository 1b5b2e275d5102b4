import { createHash } from 'node:crypto';
import type { LogEntry } from './write-log.ts';

/** One thing to do while a recording is replayed: an entry is written (or its first `bytes`), or the disk looked at. */
export type Action =
  | { readonly do: 'write'; readonly entry: number; readonly bytes?: number }
  | { readonly do: 'look'; readonly cut: string };

const SECTOR_BYTES = 512;

/** The power goes after whole writes, in the order in which they were done: after the first `n` for each `n`. */
export function* cutsAfter(entries: readonly LogEntry[], places: Iterable<number>): Generator<Action> {
  const wanted = new Set(places);
  if (wanted.has(0)) yield { do: 'look', cut: 'before the first write' };
  for (const entry of entries.keys()) {
    yield { do: 'write', entry };
    if (wanted.has(entry + 1)) yield { do: 'look', cut: `after ${entry + 1} entries` };
  }
}

/**
 * Places for `cutsAfter`: `evenly` many over all flushes, as many over all entries, and each of the `last`
 * entries.
 */
export function chosenPlaces(entries: readonly LogEntry[], evenly: number, last: number): Set<number> {
  const flushes = entries.flatMap((entry, index) => (entry.flush ? [index, index + 1] : []));
  const all = [...entries.keys(), entries.length];
  return new Set([...thinned(flushes, evenly), ...thinned(all, evenly), ...all.slice(-last - 1)]);
}

/**
 * The power goes while the disk's cache holds writes: of those since the last flush it may have kept any, and
 * the one that it was at in part. In each of `epochs` (numbers of flushes) they are written in an order drawn
 * from `seed`, with `looks` looks, and then once more in their own order.
 */
export function* cutsInCache(
  entries: readonly LogEntry[],
  { epochs, looks, seed }: { epochs: ReadonlySet<number>; looks: number; seed: string },
): Generator<Action> {
  for (const [epoch, { indices }] of epochsOf(entries).entries()) {
    if (epochs.has(epoch)) yield* inAnyOrder(entries, indices, looks, `${seed} ${epoch}`);
    for (const entry of indices) yield { do: 'write', entry };
  }
}

/** The entries between flushes, by their indices; what a flush entry itself writes comes after the flush. */
export function epochsOf(entries: readonly LogEntry[]): { readonly indices: readonly number[] }[] {
  const epochs: { indices: number[] }[] = [{ indices: [] }];
  for (const [index, { flush, bytes }] of entries.entries()) {
    if (flush) epochs.push({ indices: [] });
    if (bytes > 0) epochs.at(-1)?.indices.push(index);
  }
  return epochs;
}

function* inAnyOrder(entries: readonly LogEntry[], indices: readonly number[], looks: number, seed: string) {
  const order = indices
    .filter((index) => entries[index]?.discard === false)
    .toSorted((a, b) => draw(seed, a) - draw(seed, b));
  const places = new Set(thinned([...order.keys()], looks));
  for (const [done, entry] of order.entries()) {
    if (places.has(done)) {
      const sectors = Math.floor(draw(seed, -entry - 1) * ((entries[entry]?.bytes ?? 0) / SECTOR_BYTES));
      yield { do: 'write', entry, bytes: sectors * SECTOR_BYTES } as const;
      const cut = `${done} of ${order.length} writes after entry ${indices[0]} in another order, and ${sectors} sectors of entry ${entry} (${seed})`;
      yield { do: 'look', cut } as const;
    }
    yield { do: 'write', entry } as const;
  }
}

/** At most `count` of the values, evenly, with the first and the last. */
function thinned(values: readonly number[], count: number): number[] {
  if (values.length <= count) return [...values];
  return Array.from({ length: count }, (_, n) => {
    const value = values[Math.round((n * (values.length - 1)) / Math.max(1, count - 1))];
    return value ?? 0;
  });
}

/** A number in [0, 1), the same for the same seed. */
function draw(seed: string, index: number): number {
  return createHash('sha256').update(`${seed} ${index}`).digest().readUInt32LE(0) / 2 ** 32;
}
