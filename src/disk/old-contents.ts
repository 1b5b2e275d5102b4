import { z } from 'zod';
import { alignDown } from '../bytes.ts';
import { CommandFailed, type Machine } from '../machine.ts';
import { readAttribute } from '../sysfs.ts';
import { type BlockDevice, listBlockDevices, withDescendants } from './lsblk.ts';
import { type ByteRange, bothEnds, diskEnds } from './ranges.ts';

/** sysfs counts in these, whatever the disk's sectors are. */
const SYSFS_SECTOR = 512;
/** A signature is wiped by a few bytes, which may cross a block's edge; two blocks are kept. */
const BLOCK = 4096;
const SECONDS = { timeoutSeconds: 60 } as const;

/** What of a disk is written to before its former contents are given up, the most precious first. */
export type OldContents = {
  readonly ranges: readonly ByteRange[];
  /** The partition table, as `sfdisk --dump` prints it. */
  readonly table?: string;
};

/**
 * Looks at a disk for what wiping and partitioning write to: its own ends, those of its partitions, and each
 * place with a signature that wipefs(8) knows.
 */
export async function oldContents(
  machine: Machine,
  { path, bytes }: { readonly path: string; readonly bytes: number },
): Promise<OldContents> {
  const disk = withDescendants(await listBlockDevices(machine)).find((device) => device.path === path);
  const parts = await kernelPartitions(machine, disk?.children ?? []);
  const ends = [...parts, ...(await tablePartitions(machine, path))].map(bothEnds);
  const signed: ByteRange[] = [];
  for (const one of [{ path, offset: 0 }, ...parts]) signed.push(...(await signatures(machine, one)));
  const table = await sfdisk(machine, '--dump', path);
  return {
    ranges: [...diskEnds(bytes), ...ends.flatMap(([start]) => start ?? []), ...ends.flat(), ...signed],
    ...(table === undefined ? {} : { table }),
  };
}

/** Partitions as the kernel knows them; one that is mapped (multipath) has no start in sysfs. */
async function kernelPartitions(machine: Machine, children: readonly BlockDevice[]) {
  const parts = children.filter(({ type }) => type === 'part');
  const found = parts.map(async ({ path, size, 'maj:min': number }) => {
    const start = Number(await readAttribute({ machine }, `/sys/dev/block/${number}/start`));
    return start > 0 && size !== undefined ? [{ path, offset: start * SYSFS_SECTOR, bytes: size }] : [];
  });
  return (await Promise.all(found)).flat();
}

const tableSchema = z.object({
  partitiontable: z.object({
    sectorsize: z.number().int().default(SYSFS_SECTOR),
    partitions: z.array(z.object({ start: z.number().int(), size: z.number().int() })).default([]),
  }),
});

/** Partitions as they stand in the table: also those that the kernel does not know. */
async function tablePartitions(machine: Machine, path: string): Promise<ByteRange[]> {
  const text = await sfdisk(machine, '--json', path);
  if (text === undefined) return [];
  const { sectorsize, partitions } = tableSchema.parse(JSON.parse(text)).partitiontable;
  return partitions.map(({ start, size }) => ({ offset: start * sectorsize, bytes: size * sectorsize }));
}

/** What sfdisk(8) prints; undefined where there is no table that it knows. */
async function sfdisk(machine: Machine, how: '--dump' | '--json', path: string) {
  try {
    const { stdout } = await machine.run(['sfdisk', how, path], SECONDS);
    return stdout.trim() === '' ? undefined : stdout;
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return undefined;
  }
}

const signaturesSchema = z.object({ signatures: z.array(z.object({ offset: z.string() })) });

/** Blocks with a signature on a device that starts at `offset` of the disk. */
async function signatures(
  machine: Machine,
  { path, offset }: { readonly path: string; readonly offset: number },
): Promise<ByteRange[]> {
  const { stdout } = await machine.run(['wipefs', '--json', path], SECONDS);
  if (stdout.trim() === '') return [];
  return signaturesSchema
    .parse(JSON.parse(stdout))
    .signatures.map((one) => ({ offset: alignDown(offset + Number(one.offset), BLOCK), bytes: 2 * BLOCK }));
}
