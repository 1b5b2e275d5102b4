import { MiB } from '../bytes.ts';
import type { Action, Step } from '../step.ts';
import { innermostFirst, isArray, isAutoAssembled } from './assembled.ts';
import type { Content, Disk } from './disk.ts';

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
 * lie that it may not know (a second GPT, md 0.90 and 1.0, IMSM, DDF, ZFS). Each is looked at again.
 */
export function wipeStep(disk: Disk): Step {
  const parts = innermostFirst(disk).filter((layer) => !isWithin(disk, layer));
  return {
    id: 'wipe',
    title: `Remove old signatures from ${disk.path}`,
    phase: 'write',
    touches: [disk.path],
    run: [...parts, disk].flatMap(wipe),
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

function wipe({ path, bytes }: Pick<Content, 'path' | 'bytes'>): Action[] {
  const end = Math.min(MiB, bytes);
  const zeros = (toOffset: number): Action => ({
    do: 'copy',
    from: '/dev/zero',
    fromOffset: 0,
    to: path,
    toOffset,
    bytes: end,
  });
  return [
    { do: 'run', argv: ['wipefs', '--all', '--quiet', path] },
    zeros(0),
    ...(bytes > end ? [zeros(bytes - end)] : []),
    { do: 'prove-wiped', device: path },
  ];
}
