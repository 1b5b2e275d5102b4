import { MiB } from '../bytes.ts';
import type { Machine } from '../machine.ts';
import { readAttribute } from '../sysfs.ts';
import { listBlockDevices, withDescendants } from './lsblk.ts';
import { isMarked, SECTOR_BYTES } from './not-finished.ts';
import { bothEnds, disjoint, without } from './ranges.ts';

/** sysfs counts in these, whatever the disk's sectors are. */
const SYSFS_SECTOR = 512;

/**
 * Zeros at both ends of a partition, array or volume, where copies of metadata lie that wipefs(8) may not know.
 * The first MiB of the disk is passed over: mark and undo data lie there, and the rest of it is wiped with the disk.
 */
export async function wipeEnds(machine: Machine, device: string, bytes: number): Promise<void> {
  const kept = { offset: 0, bytes: await bytesInFirstMiB(machine, device) };
  const ends = disjoint(bothEnds({ offset: 0, bytes }), bytes).flatMap((end) => without(end, [kept]));
  for (const end of ends)
    await machine.copy({
      from: '/dev/zero',
      fromOffset: 0,
      to: device,
      toOffset: end.offset,
      bytes: end.bytes,
    });
}

/** How many bytes at the start of a device lie in the first MiB of its disk. */
async function bytesInFirstMiB(machine: Machine, device: string): Promise<number> {
  const all = withDescendants(await listBlockDevices(machine));
  const number = all.find(({ path }) => path === device)?.['maj:min'];
  const start = Number((await readAttribute({ machine }, `/sys/dev/block/${number}/start`)) ?? Number.NaN);
  if (!Number.isNaN(start)) return Math.max(0, MiB - start * SYSFS_SECTOR);
  // An array with its superblock at the end starts where its disk starts.
  return isMarked(await machine.readAt(device, 0, SECTOR_BYTES)) ? MiB : 0;
}
