import type { Disk } from './disk.ts';

/**
 * The other disks of the machine that are this very one, seen through another cable or port: equal WWN, serial
 * number and size. Where multipathd(8) has made one device of them there are none: each belongs to the map.
 */
export function otherPathsOf(disk: Disk, disks: readonly Disk[]): Disk[] {
  if (disk.wwn === undefined || disk.type !== 'disk' || isInMap(disk)) return [];
  return disks.filter(
    (other) =>
      other.path !== disk.path &&
      other.type === 'disk' &&
      other.wwn === disk.wwn &&
      other.serial === disk.serial &&
      other.bytes === disk.bytes,
  );
}

function isInMap({ children }: Disk): boolean {
  return children.some(({ type }) => type === 'mpath');
}
