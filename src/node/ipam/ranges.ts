import type { Etcd } from '../etcd/client.ts';
import { whose } from './choose.ts';
import type { Here } from './here.ts';
import { formatRange, isInRange, keys, type Range } from './pool.ts';
import { PoolFailure } from './pool-failure.ts';
import { isForDocker0, rangeProblems, readTypedRange, type TypedRange } from './range-rules.ts';
import { readEntries, readPool, readRanges } from './read-pool.ts';

/** What became of a range: a sentence. */
export type Said = string;

/** Adds a range that containers may have addresses of. @throws PoolFailure with what the rules say. */
export async function addRange(etcd: Etcd, here: Here, typed: TypedRange): Promise<Said> {
  const { start, end } = ends(typed);
  const range = { start: start.address, end: end.address, prefix: start.prefix };
  const shown = formatRange(range);
  if (isForDocker0(start, end, here)) {
    return `${shown} is not needed here and was not added: docker starts without a pool for its own bridge`;
  }
  for (;;) {
    const generation = await etcd.get(keys.poolChanged(here.network));
    const pool = await readPool(etcd, here);
    const wrong = rangeProblems(start, end, here, pool);
    if (wrong.length > 0) throw new PoolFailure(wrong.join('\n'));
    if (pool.ranges.some((one) => formatRange(one) === shown)) return `${shown} is there already`;
    const isDone = await etcd.change(
      [unchanged(keys.poolChanged(here.network), generation?.mod_revision)],
      [
        { put: keys.range(here.network, range), value: JSON.stringify(range) },
        { put: keys.poolChanged(here.network), value: shown },
      ],
    );
    if (isDone) return `${shown} was added`;
  }
}

/** That a key is as it was read, or still absent. */
function unchanged(key: string, revision: number | undefined) {
  return revision === undefined ? { key, version: 0 } : { key, mod_revision: revision };
}

function ends(typed: TypedRange) {
  const read = readTypedRange(typed);
  if ('wrong' in read) throw new PoolFailure(read.wrong.join('\n'));
  return read;
}

/**
 * Takes a range away that no container has an address of. The range goes first, so that nobody can take an
 * address meanwhile, and comes back when somebody had. @throws PoolFailure
 */
export async function removeRange(etcd: Etcd, here: Here, typed: TypedRange): Promise<Said> {
  const { start, end } = ends(typed);
  const shown = formatRange({ start: start.address, end: end.address, prefix: start.prefix });
  const ranges = await readRanges(etcd, here.network);
  const range = ranges.find((one) => formatRange(one) === shown);
  if (!range) throw new PoolFailure(`there is no range ${shown}: net-plugin ip-range list shows them`);
  await refuseUsed(etcd, here, range);
  const key = keys.range(here.network, range);
  if (!(await etcd.change([{ key, mod_revision: range.mod_revision }], [{ delete: key }])))
    throw new PoolFailure(`somebody else changed ${shown} just now: net-plugin ip-range list`);
  try {
    await refuseUsed(etcd, here, range);
  } catch (cause) {
    const { start, end, prefix } = range;
    await etcd.change([{ key, version: 0 }], [{ put: key, value: JSON.stringify({ start, end, prefix }) }]);
    throw cause;
  }
  return `${shown} was removed`;
}

/** How many containers are named in a sentence. */
const NAMED = 5;

async function refuseUsed(etcd: Etcd, here: Here, range: Range): Promise<void> {
  const entries = await readEntries(etcd, here.network);
  const used = entries.filter(({ ip }) => isInRange(ip, range));
  if (used.length === 0) return;
  const named = used.slice(0, NAMED).map((entry) => {
    const kept = entry.released === undefined ? '' : 'kept for ';
    return `${entry.ip} ${kept}${whose(entry)}`;
  });
  const others = used.length > NAMED ? `, and ${used.length - NAMED} more (net-plugin addresses)` : '';
  throw new PoolFailure(`addresses of ${formatRange(range)} are in use: ${named.join(', ')}${others}`);
}
