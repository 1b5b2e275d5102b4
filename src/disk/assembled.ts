import { allContents } from './contents.ts';
import type { Content, Disk } from './disk.ts';

/**
 * What udev puts together by itself when it sees the parts: md arrays (mdadm(8), `--incremental`) and logical
 * volumes. A LUKS mapping is never among them: somebody opened it.
 */
export function isAutoAssembled({ path, type }: Pick<Content, 'path' | 'type'>): boolean {
  return type === 'lvm' || isArray({ path, type });
}

/** lsblk's types of md devices: the level, or `md` while there is none (md(4)). */
const LEVEL = /^(?:md|raid\d+|linear|multipath|faulty|container)$/;

/** An md array, also one that is not started and a container of IMSM or DDF. */
export function isArray({ path, type }: Pick<Content, 'path' | 'type'>): boolean {
  return LEVEL.test(type) && path.startsWith('/dev/md');
}

/** Everything below a disk, innermost first: each device once, and after all that lies on it. */
export function innermostFirst(disk: Disk): Content[] {
  const order = new Map<string, Content>();
  const visit = (node: Pick<Content, 'children'>) => {
    // A container has no size, and its volumes have to be stopped before it.
    for (const child of node.children.toSorted((a, b) => Number(a.bytes === 0) - Number(b.bytes === 0))) {
      visit(child);
      order.set(child.path, order.get(child.path) ?? child);
    }
  };
  visit(disk);
  return [...order.values()];
}

/** What several disks make together, and the disks beside this one. */
export type Shared = { readonly whole: string; readonly others: readonly string[] };

/** Signatures that carry the UUID of the whole, not of the one device. */
const SPANNING = ['linux_raid_member', 'btrfs', 'zfs_member'];

/**
 * Arrays, volume groups, pools and file systems that this disk is a part of together with another disk of the
 * machine, started or not. Members of the disk itself (it may be an array or a map) are no other disks.
 */
export function sharedWith(disk: Disk, disks: readonly Disk[]): Shared[] {
  const others = disks.filter((other) => !isBelow(disk, other) && !isBelow(other, disk));
  const found = nodesOf(disk)
    .flatMap(marksOf)
    .flatMap(({ whole, isIn }): Shared[] => {
      const sharing = others.filter((other) => nodesOf(other).some(isIn)).map(({ path }) => path);
      return sharing.length === 0 ? [] : [{ whole, others: sharing }];
    });
  return [...new Map(found.map((shared) => [shared.whole, shared])).values()];
}

type Node = Pick<Content, 'path' | 'type' | 'signature' | 'label' | 'uuid' | 'volume_group' | 'children'>;
type Mark = { readonly whole: string; readonly isIn: (other: Node) => boolean };

function marksOf(node: Node): Mark[] {
  const { path, signature, label, uuid, volume_group: group } = node;
  if (group) return [{ whole: `${group.name} (LVM)`, isIn: (o) => o.volume_group?.uuid === group.uuid }];
  if (isAutoAssembled(node)) return [{ whole: path, isIn: (o) => o.path === path }];
  const spans = signature !== undefined && SPANNING.includes(signature) && !node.children.some(isArray);
  if (!spans || uuid === undefined) return [];
  const whole = `${label ?? uuid} (${signature})`;
  return [{ whole, isIn: (o) => o.signature === signature && o.uuid === uuid }];
}

function nodesOf(disk: Disk): Node[] {
  return [disk, ...allContents(disk)];
}

/** `inner` is the disk itself or lies on it. */
function isBelow(outer: Disk, inner: Disk): boolean {
  return nodesOf(outer).some(({ path }) => path === inner.path);
}
