import { error } from '../problem.ts';
import type { Selector } from './answers.ts';
import { chooseAmong, type DiskChoice } from './choose.ts';
import type { Disk } from './disk.ts';
import { type Explanation, explainSelector } from './explain.ts';

/** The answers' key that chooses the data disk. */
export const DATA_DISK = 'disk.data.select';

/**
 * Holds a selector for the data disk against every disk of a machine: the same rules as for the target, but
 * that no firmware starts from it, and that it is another disk than the target.
 * @param target the disk that the system goes on, where it is known
 */
export function explainDataDisk(
  selector: Selector,
  disks: readonly Disk[],
  target: Disk | undefined,
): Explanation[] {
  // What only a BIOS cannot read (4096-byte sectors, what lies behind 2 TiB) Linux reads.
  return explainSelector(selector, disks, 'uefi', DATA_DISK).map((row) =>
    row.disk.path === target?.path
      ? {
          ...row,
          refusals: [error('disk.data-is-target', DATA_DISK, { device: row.disk.path }), ...row.refusals],
        }
      : row,
  );
}

/** The one disk that fits; the target counts as one that fits, so that the order of choosing decides nothing. */
export function chooseDataDisk(
  selector: Selector,
  disks: readonly Disk[],
  target: Disk | undefined,
): DiskChoice {
  return chooseAmong(explainDataDisk(selector, disks, target), DATA_DISK);
}
