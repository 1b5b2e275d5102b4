import { formatBinarySize, formatSize, GiB } from '../bytes.ts';
import { error, type Problem } from '../problem.ts';
import type { Content, Disk } from './disk.ts';
import { isLocked } from './health.ts';

/** The smallest disk that COS is installed on. */
export const SMALLEST_TARGET_BYTES = 8 * GiB;

/** How the machine starts: a BIOS cannot read every disk. */
export type Firmware = 'bios' | 'uefi';

type Surroundings = { readonly disks: readonly Disk[]; readonly firmware: Firmware };

const SWAP = '[SWAP]';
/** Array levels and maps that hold one whole copy of the system on every member, so firmware can read it. */
const TARGET_TYPES = ['disk', 'mpath', 'raid1'];

/**
 * Why a disk cannot be the target whatever it is asked for: the medium, a part of something else, a kind
 * or size that cannot work. Such a disk does not count when a selector has to match exactly one.
 * @param path the answers' key that chose it, e.g. `disk.target`
 */
export function neverTarget(disk: Disk, disks: readonly Disk[], path: string): Problem[] {
  const device = disk.path;
  const problems: Problem[] = [];
  if (disk.is_medium) problems.push(error('disk.medium', path, { device }));
  if (!isTargetType(disk)) problems.push(error('disk.kind', path, { device, type: disk.type }));
  if (disk.type === 'raid1' && !isOnWholeDisks(disk, disks))
    problems.push(error('disk.array-on-partitions', path, { device }));
  const whole = disk.children.find((child) =>
    disks.some((other) => isTargetType(other) && other.path === child.path),
  );
  if (whole) problems.push(error('disk.member', path, { device, holder: whole.path, type: whole.type }));
  if (disk.bytes < SMALLEST_TARGET_BYTES) {
    const smallest = formatBinarySize(SMALLEST_TARGET_BYTES);
    problems.push(error('disk.too-small', path, { device, size: formatSize(disk.bytes), smallest }));
  }
  return problems;
}

/**
 * Every reason why a disk is refused as target now: those of `neverTarget`, and what a person could change:
 * write protection, use, firmware. Leftovers that nothing uses (signatures without an active device on
 * top) are no reason.
 */
export function refuseDisk(disk: Disk, { disks, firmware }: Surroundings, path: string): Problem[] {
  const device = disk.path;
  const never = neverTarget(disk, disks, path);
  const member = never.some((problem) => problem.code === 'disk.member');
  const readOnly = disk.read_only ? [error('disk.read-only', path, { device })] : [];
  const locked = isLocked(disk) ? [error('disk.health-locked', path, { device })] : [];
  const sectors =
    disk.logical_sector_bytes === 4096 && firmware === 'bios'
      ? [error('disk.4kn-bios', path, { device })]
      : [];
  const uses = member || disk.is_medium ? [] : usesOf(disk, device, path);
  return [...never, ...readOnly, ...locked, ...sectors, ...uses];
}

function isTargetType(disk: Disk): boolean {
  return TARGET_TYPES.includes(disk.type);
}

function isOnWholeDisks(array: Disk, disks: readonly Disk[]): boolean {
  return disks.some((disk) => disk.children.some((child) => child.path === array.path));
}

type Node = Pick<Content, 'path' | 'mount_points' | 'children'>;

/** Mounts, swap and holders (LVM, md, crypt, device-mapper) down the tree, each named once. */
function usesOf(node: Node, device: string, path: string): Problem[] {
  const mounts = node.mount_points.map((mount) =>
    mount === SWAP
      ? error('disk.swap', path, { device, part: node.path })
      : error('disk.mounted', path, { device, part: node.path, mount }),
  );
  const below = node.children.flatMap((child) =>
    child.type === 'part'
      ? usesOf(child, device, path)
      : [
          error('disk.held', path, { device, part: node.path, holder: child.path, type: child.type }),
          ...usesOf(child, device, path),
        ],
  );
  return [...mounts, ...below];
}
