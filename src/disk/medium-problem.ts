import { error, type Problem } from '../problem.ts';
import { allContents } from './contents.ts';
import type { Disk } from './disk.ts';
import { MEDIUM_MOUNT_POINT } from './medium.ts';

/** Why a disk that counts as the medium is never a target: it is what was started, or as good as that. */
export function mediumProblem(disk: Disk, path: string): Problem {
  const isStarted = [disk, ...allContents(disk)].some((one) => one.mount_points.includes(MEDIUM_MOUNT_POINT));
  return error(isStarted ? 'disk.medium' : 'disk.medium-copy', path, { device: disk.path });
}
