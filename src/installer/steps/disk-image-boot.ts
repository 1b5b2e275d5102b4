import { MiB } from '../../bytes.ts';
import type { Disk } from '../../disk/disk.ts';
import { markActions } from '../../disk/mark-actions.ts';
import type { Action, Step } from '../../step.ts';
import { RUN, undoFile } from './places.ts';

/** The first MiB of the disk as it will be, in memory: with it the disk boots, so it comes last. */
export const HEAD = { path: `${RUN}/image-head`, bytes: MiB } as const;
const SECTOR = 512;
/** The second copy of the partition table and its header, at the very end of a disk (UEFI 2.10, 5.3.1). */
const BACKUP_TABLE_BYTES = 33 * SECTOR;

type Target = Pick<Disk, 'path' | 'bytes'>;

/**
 * The partition table learns how large the disk is, still in memory: its second copy moves to the end, and the
 * node can let ROOT grow.
 */
export function fitTableStep(disk: Target): Step {
  return {
    id: 'fit-table',
    title: 'Fit the partition table to the disk',
    phase: 'write',
    touches: [],
    run: [
      { do: 'run', argv: ['truncate', `--size=${disk.bytes}`, HEAD.path] },
      { do: 'run', argv: ['sfdisk', '--quiet', '--relocate', 'gpt-bak-std', HEAD.path] },
    ],
  };
}

/** The partition table and the boot code, the first sector last of all: from then on the disk boots. */
export function bootImageStep(disk: Target): Step {
  const backup = disk.bytes - BACKUP_TABLE_BYTES;
  const put = (offset: number, bytes: number): Action => ({
    do: 'copy',
    from: HEAD.path,
    fromOffset: offset,
    to: disk.path,
    toOffset: offset,
    bytes,
  });
  const same = (offset: number, bytes: number): Action => ({
    do: 'compare',
    path: disk.path,
    offset,
    with: { from: HEAD.path, offset },
    bytes,
  });
  return {
    id: 'boot-disk',
    title: 'Make the disk bootable',
    phase: 'commit',
    touches: [disk.path],
    run: [
      put(backup, BACKUP_TABLE_BYTES),
      put(SECTOR, HEAD.bytes - SECTOR),
      same(backup, BACKUP_TABLE_BYTES),
      same(SECTOR, HEAD.bytes - SECTOR),
      put(0, SECTOR),
      same(0, SECTOR),
      // Not partx(8): it cannot do it on a multipath map.
      { do: 'run', argv: ['partprobe', disk.path] },
      { do: 'run', argv: ['udevadm', 'settle', '--timeout=60'] },
    ],
    undo: markActions(disk.path, undoFile(disk.path)),
  };
}

/** Writes a device's dirty pages and forgets its clean ones (BLKFLSBUF, blockdev(8)). */
export function dropCache(device: string): Action {
  return { do: 'run', argv: ['blockdev', '--flushbufs', device] };
}
