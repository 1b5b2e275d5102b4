import { error, type Problem, warning } from '../problem.ts';
import { allContents } from './contents.ts';
import type { Disk } from './disk.ts';
import { layoutDisk } from './layout.ts';
import { SMALLEST_TARGET_BYTES } from './refusals.ts';

/** Partition names of every COS disk; the file systems on them carry the same names. */
const NAMES: readonly string[] = layoutDisk(SMALLEST_TARGET_BYTES).map(({ label }) => label);

/**
 * A warning for each other disk that has partitions or file systems named as those of COS: the firmware may
 * start that one, and an original COS finds its ROOT by the name (COS disk_layout, `root=LABEL=ROOT`).
 */
export function secondSystemProblems(target: Disk, disks: readonly Disk[], path: string): Problem[] {
  return strangers(target, disks).flatMap((disk) => {
    const found = [disk, ...allContents(disk)].flatMap((node) => [
      'partition_label' in node ? node.partition_label : undefined,
      node.label,
    ]);
    const labels = NAMES.filter((name) => found.includes(name));
    if (labels.length === 0) return [];
    return [warning('disk.second-system', path, { device: disk.path, labels: labels.join(', ') })];
  });
}

/**
 * An error for each other disk that already has one of the UUIDs that the plan would give to the target: a
 * path below /dev/disk/by-partuuid would name either of them.
 * @param uuids of partitions and file systems, in any spelling
 */
export function sameUuidProblems(
  target: Disk,
  disks: readonly Disk[],
  uuids: readonly string[],
  path: string,
): Problem[] {
  const wanted = new Set(uuids.map(plain));
  return strangers(target, disks).flatMap((other) => {
    const found = allContents(other).flatMap((content) => [content.partition_uuid, content.uuid]);
    const same = found.filter((uuid) => uuid !== undefined && wanted.has(plain(uuid)));
    if (same.length === 0) return [];
    const args = { device: target.path, other: other.path, uuids: same.join(', ') };
    return [error('disk.same-uuid', path, args)];
  });
}

/** FAT's is written `0D86-9764` by blkid(8) and `0d869764` for mkfs.vfat(8). */
function plain(uuid: string): string {
  return uuid.toLowerCase().replaceAll('-', '');
}

/** Disks that are neither the target, nor a part of it, nor on it, nor the medium. */
function strangers(target: Disk, disks: readonly Disk[]): Disk[] {
  const has = (disk: Disk, path: string) => allContents(disk).some((content) => content.path === path);
  return disks.filter(
    (disk) =>
      disk.path !== target.path && !disk.is_medium && !has(disk, target.path) && !has(target, disk.path),
  );
}
