import { formatBinarySize, formatSize, GiB } from '../bytes.ts';
import { error, type Problem } from '../problem.ts';
import { arrayProblems } from './array-rules.ts';
import { sharedWith } from './assembled.ts';
import { busyProblems } from './busy.ts';
import type { Disk } from './disk.ts';
import { isLocked } from './health.ts';
import { mediumProblem } from './medium-problem.ts';
import { otherPathsOf } from './paths.ts';

/** The smallest disk that COS is installed on. */
export const SMALLEST_TARGET_BYTES = 8 * GiB;

/** How the machine starts: a BIOS cannot read every disk. */
export type Firmware = 'bios' | 'uefi';

type Surroundings = { readonly disks: readonly Disk[]; readonly firmware: Firmware };

/** Array levels and maps that hold one whole copy of the system on every member, so firmware can read it. */
const TARGET_TYPES = ['disk', 'mpath', 'raid1'];

/** What an eMMC keeps apart from its user area (JESD84-B51, 6.2): a disk of its own for the kernel. */
const EMMC_PART = /^\/dev\/mmcblk\d+(?:boot\d|gp\d|rpmb)$/;

/**
 * Why a disk cannot be the target whatever it is asked for: the medium, a part of something else, a kind
 * or size that cannot work. Such a disk does not count when a selector has to match exactly one.
 * @param path the answers' key that chose it, e.g. `disk.target`
 */
export function neverTarget(disk: Disk, disks: readonly Disk[], path: string): Problem[] {
  const device = disk.path;
  const problems: Problem[] = [];
  if (disk.is_medium) problems.push(mediumProblem(disk, path));
  if (EMMC_PART.test(device)) problems.push(error('disk.emmc-part', path, { device }));
  if (!isTargetType(disk)) problems.push(error('disk.kind', path, { device, type: disk.type }));
  if (disk.type === 'raid1') problems.push(...arrayProblems(disk, disks, path));
  const whole = wholeOf(disk, disks);
  if (whole) problems.push(error('disk.member', path, { device, holder: whole.path, type: whole.type }));
  if (disk.bytes < SMALLEST_TARGET_BYTES) {
    const smallest = formatBinarySize(SMALLEST_TARGET_BYTES);
    problems.push(error('disk.too-small', path, { device, size: formatSize(disk.bytes), smallest }));
  }
  return problems;
}

/**
 * Every reason why a disk is refused as target now: those of `neverTarget`, and what a person could change:
 * write protection, use, firmware. Leftovers that nothing uses (signatures, and what udev assembled from
 * them) are no reason.
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
  const paths = otherPathsOf(disk, disks).map((other) => other.path);
  const twice = paths.length > 0 ? [error('disk.two-paths', path, { device, others: paths.join(', ') })] : [];
  const uses = member || disk.is_medium || twice.length > 0 ? [] : busyProblems(disk, disks, path);
  return [...never, ...readOnly, ...locked, ...sectors, ...twice, ...uses];
}

function isTargetType(disk: Disk): boolean {
  return TARGET_TYPES.includes(disk.type);
}

/** The map or array that is to be chosen in the place of its member. One of this disk alone is a leftover. */
function wholeOf(disk: Disk, disks: readonly Disk[]): Disk | undefined {
  const shared = sharedWith(disk, disks).map(({ whole }) => whole);
  const below = disk.children.map(({ path }) => path);
  return disks.find(
    (other) =>
      below.includes(other.path) &&
      (other.type === 'mpath' ||
        (other.type === 'raid1' &&
          shared.includes(other.path) &&
          arrayProblems(other, disks, '').length === 0)),
  );
}
