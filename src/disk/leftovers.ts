import { MiB } from '../bytes.ts';
import type { Action, Step } from '../step.ts';
import { innermostFirst, isArray, isAutoAssembled } from './assembled.ts';
import type { Content, Disk } from './disk.ts';
import { markActions } from './mark-actions.ts';
import { SECTOR_BYTES } from './not-finished.ts';
import { AREA } from './ranges.ts';

/** wipefs(8) takes a first sector that a BIOS runs for an MS-DOS table, and would erase its last two bytes. */
const NOT_THE_MARK = 'nodos';

/** Paths of what udev assembled from this disk, innermost first: what the plan takes apart. */
export function assembledPaths(disk: Disk): string[] {
  return innermostFirst(disk)
    .filter(isAutoAssembled)
    .map(({ path }) => path);
}

/**
 * Takes apart what udev assembled from an idle disk, innermost first: each array and volume is wiped, so that
 * it does not come back when the same layout is made again, and then stopped. None where there is none.
 */
export function takeApartSteps(disk: Disk): Step[] {
  const layers = innermostFirst(disk).filter((layer) => isWithin(disk, layer));
  if (layers.length === 0) return [];
  return [
    {
      id: 'take-apart',
      title: `Take apart the arrays and volumes on ${disk.path}`,
      phase: 'write',
      touches: [disk.path],
      run: [
        ...layers.flatMap((layer) => [...wipeWithin(layer), ...stop(layer)]),
        { do: 'run', argv: ['udevadm', 'settle', '--timeout=60'] },
      ],
    },
  ];
}

/**
 * Old signatures go, partitions first, then the disk: what wipefs(8) finds, then both ends, where copies
 * lie that it may not know (a second GPT, md 0.90 and 1.0, IMSM, DDF, ZFS). Each is looked at again. The mark in
 * the first sector and the undo data stay.
 */
export function wipeStep(disk: Disk, undoFile: string): Step {
  const parts = innermostFirst(disk).filter((layer) => !isWithin(disk, layer));
  return {
    id: 'wipe',
    title: `Remove old signatures from ${disk.path}`,
    phase: 'write',
    touches: [disk.path],
    // Whatever starts in the first MiB of the disk may have written there.
    run: [...parts.flatMap(wipe), ...markActions(disk.path, undoFile), ...wipeDisk(disk)],
  };
}

/** It is an array or volume, or lies inside one: it is gone once that is taken apart. */
function isWithin(disk: Disk, layer: Content): boolean {
  return innermostFirst(disk)
    .filter(isAutoAssembled)
    .some((outer) => outer.path === layer.path || outer.children.some((inner) => inner.path === layer.path));
}

/** Inner parts of a volume (of a mirror, a pool) carry nothing of their own; an array that is not started cannot be read. */
function wipeWithin(layer: Content): Action[] {
  const isEmpty = layer.type === 'lvm' && layer.signature === undefined;
  return isEmpty || layer.bytes === 0 ? [] : wipe(layer);
}

function stop(layer: Content): Action[] {
  if (!isAutoAssembled(layer)) return [];
  return isArray(layer)
    ? [{ do: 'run', argv: ['mdadm', '--stop', layer.path] }]
    : [{ do: 'run', argv: ['dmsetup', 'remove', '--retry', layer.path] }];
}

/** What was read of it before the mark was written is forgotten first: it would be written back beside a signature. */
function wipe({ path, bytes }: Pick<Content, 'path' | 'bytes'>): Action[] {
  return [
    { do: 'run', argv: ['blockdev', '--flushbufs', path] },
    { do: 'run', argv: ['wipefs', '--all', '--quiet', '--types', NOT_THE_MARK, path] },
    { do: 'wipe-ends', device: path, bytes },
    { do: 'prove-wiped', device: path },
  ];
}

/** The disk itself: all of both ends but mark and undo data. */
function wipeDisk({ path, bytes }: Disk): Action[] {
  const zeros = (toOffset: number, length: number): Action => ({
    do: 'copy',
    from: '/dev/zero',
    fromOffset: 0,
    to: path,
    toOffset,
    bytes: length,
  });
  return [
    { do: 'run', argv: ['wipefs', '--all', '--quiet', '--types', NOT_THE_MARK, path] },
    zeros(SECTOR_BYTES, AREA.offset - SECTOR_BYTES),
    zeros(bytes - MiB, MiB),
    { do: 'prove-wiped', device: path },
    // It still knows the old partitions.
    { do: 'reread-table', device: path, partitions: [] },
  ];
}
