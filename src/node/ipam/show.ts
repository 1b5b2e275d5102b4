import { compareAddresses } from '../../network/address.ts';
import { type Entry, formatRange, inOrder, isInRange, sizeOf, v4 } from './pool.ts';
import type { Pool } from './read-pool.ts';

/** A line for each range: how many addresses it has, and how many of them are used. */
export function showRanges({ ranges, entries, hosts }: Pool): string[] {
  return inOrder(ranges).map((range) => {
    const inside = entries.filter(({ ip }) => isInRange(ip, range));
    const kept = inside.filter(({ released }) => released !== undefined).length;
    const taken = new Set([
      ...inside.map(({ ip }) => ip),
      ...hosts.flatMap(({ address }) => (isInRange(address, range) ? [address] : [])),
    ]);
    const size = sizeOf(range);
    const counts = `${inside.length - kept} in use, ${kept} kept, ${size - taken.size} free`;
    return `${formatRange(range)}  /${range.prefix}  ${size} addresses: ${counts}`;
  });
}

const HEADING = ['ADDRESS', 'STATE', 'CONTAINER', 'NODE'];

/** A table of who has which address; `kept`: its container does not run, and gets it again. */
export function showAddresses(entries: readonly Entry[]): string[] {
  const rows = entries
    .toSorted((a, b) => compareAddresses(v4(a.ip), v4(b.ip)))
    .map(({ ip, released, name, container, host }) => [
      ip,
      released === undefined ? 'in use' : 'kept',
      name ?? container?.slice(0, 12) ?? '-',
      host,
    ]);
  const table = [HEADING, ...rows];
  const widths = HEADING.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
