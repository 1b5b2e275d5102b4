import { z } from 'zod';
import type { Machine } from '../../machine.ts';
import type { Etcd } from '../etcd/client.ts';
import { NodeFailure } from '../failure.ts';
import type { Here } from './here.ts';
import { formatRange, keys, type Range } from './pool.ts';
import { PoolFailure } from './pool-failure.ts';
import { rangeProblems } from './range-rules.ts';
import { readPool } from './read-pool.ts';

/** Where the answers' `container_network` stands on an agent. */
const ANSWERED = '/etc/cos/container-network.json';

const answered = z.object({ pool: z.array(z.object({ start: z.ipv4(), end: z.ipv4() })) });

/** The ranges of the answers, with the prefix length of the node's network; none where none were answered. */
export async function answeredRanges(machine: Machine, { own }: Here): Promise<Range[]> {
  const text = await machine.readText(ANSWERED);
  if (text === undefined) return [];
  const read = answered.safeParse(jsonOf(text));
  if (!read.success)
    throw new NodeFailure(`${ANSWERED} is damaged: container_network of user_data makes it anew`);
  return read.data.pool.map(({ start, end }) => ({ start, end, prefix: own.prefix }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Sets the pool of the answers, once for the cluster: the first agent does it, and what was removed by
 * hand later does not come back. @returns whether this call set it.
 * @throws PoolFailure when a range breaks a rule: then none is set.
 */
export async function setPoolOnce(etcd: Etcd, here: Here, ranges: readonly Range[]): Promise<boolean> {
  const marker = keys.poolSet(here.network);
  if (ranges.length === 0 || (await etcd.get(marker))) return false;
  const pool = await readPool(etcd, here);
  const wrong = ranges.flatMap((range) =>
    problemsOf(range, here, { ...pool, ranges: [...pool.ranges, ...ranges] }),
  );
  if (wrong.length > 0) throw new PoolFailure(`the answers' pool was not set: ${wrong.join('; ')}`);
  return etcd.change(
    [{ key: marker, version: 0 }],
    [
      { put: marker, value: JSON.stringify({ node: here.node, host: here.host }) },
      ...ranges.map((range) => ({ put: keys.range(here.network, range), value: JSON.stringify(range) })),
    ],
  );
}

function problemsOf(range: Range, here: Here, taken: Parameters<typeof rangeProblems>[3]): string[] {
  const end = (address: string) => ({ family: 4, address, prefix: range.prefix }) as const;
  const said = rangeProblems(end(range.start), end(range.end), here, taken);
  return said.map((sentence) => `${formatRange(range)}: ${sentence}`);
}
