import { error, type Problem } from '../problem.ts';
import type { Disk } from './disk.ts';

/**
 * Superblocks at the end of the members (md(4)): what firmware reads at the start of each of them is the start
 * of the array. 1.1 and 1.2 lie at the start themselves.
 */
const AT_THE_END = ['0.90', '1.0'];

/**
 * Why a RAID 1 is no target. Firmware does not know it and starts from one of its members, so a member has to
 * be a whole disk that begins as the array does; and a RAID 1 is there for two of them.
 * @param path the answers' key that chose it
 */
export function arrayProblems(array: Disk, disks: readonly Disk[], path: string): Problem[] {
  const device = array.path;
  const [member, ...others] = disks.filter((disk) => disk.children.some((child) => child.path === device));
  if (member === undefined) return [error('disk.array-on-partitions', path, { device })];
  if (others.length === 0) return [error('disk.array-of-one', path, { device, member: member.path })];
  const metadata = array.array_metadata ?? '-';
  return AT_THE_END.includes(metadata) ? [] : [error('disk.array-metadata', path, { device, metadata })];
}
