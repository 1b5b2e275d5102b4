import { error, type Problem } from '../problem.ts';
import { isAutoAssembled, sharedWith } from './assembled.ts';
import type { Content, DeviceUser, Disk } from './disk.ts';

/**
 * Who holds the disk, each named once: mounts, swap, mappings that somebody made, loop devices, pools, and
 * the disks that would lose their part of an array or volume group. What udev assembled and nobody uses is
 * no reason: the plan takes it apart.
 * @param path the answers' key that chose the disk, e.g. `disk.target`
 */
export function busyProblems(disk: Disk, disks: readonly Disk[], path: string): Problem[] {
  const device = disk.path;
  const uses = usesOf(disk, device, path);
  // A process is named where nothing else is known: it may be the one that mounted or mapped.
  const known = uses.filter(({ code }) => code !== 'disk.process');
  return unique([...(known.length > 0 ? known : uses), ...sharedProblems(disk, disks, path)]);
}

/** The disks that would lose their part of something, each set of them named once. */
export function sharedProblems(disk: Disk, disks: readonly Disk[], path: string): Problem[] {
  const wholes = new Map<string, string[]>();
  for (const { whole, others } of sharedWith(disk, disks)) {
    const key = others.join(', ');
    wholes.set(key, [...(wholes.get(key) ?? []), whole]);
  }
  return [...wholes].map(([others, whole]) =>
    error('disk.shared', path, { device: disk.path, whole: whole.join(', '), others }),
  );
}

const SWAP = '[SWAP]';

type Node = Pick<Content, 'path' | 'mount_points' | 'users' | 'children'>;

function usesOf(node: Node, device: string, path: string): Problem[] {
  const part = node.path;
  const mounts = node.mount_points.map((mount) =>
    mount === SWAP
      ? error('disk.swap', path, { device, part })
      : error('disk.mounted', path, { device, part, mount }),
  );
  const users = (node.users ?? [])
    .filter(({ kind }) => kind !== 'btrfs' || mounts.length === 0)
    .map(({ kind, name }) => error(USER_PROBLEM[kind], path, { device, part, holder: name }));
  const below = node.children.flatMap((child) => {
    const held = child.type === 'part' || isAutoAssembled(child) ? [] : [heldBy(child, part, device, path)];
    return [...held, ...usesOf(child, device, path)];
  });
  return [...mounts, ...users, ...below];
}

const USER_PROBLEM = {
  loop: 'disk.loop',
  btrfs: 'disk.btrfs',
  zfs: 'disk.zfs',
  bcache: 'disk.bcache',
  process: 'disk.process',
} as const satisfies Record<DeviceUser['kind'], Problem['code']>;

function heldBy(child: Content, part: string, device: string, path: string): Problem {
  const holder = child.path;
  const name = holder.replace('/dev/mapper/', '');
  if (child.type === 'crypt') return error('disk.luks', path, { device, part, holder, name });
  // lsblk calls a bcache device a disk.
  const type = holder.startsWith('/dev/bcache') ? 'bcache' : child.type;
  return error('disk.held', path, { device, part, holder, type });
}

/** A device with two members on the disk is met twice. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
