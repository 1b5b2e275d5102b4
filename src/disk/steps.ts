import { formatSize } from '../bytes.ts';
import type { DiskIdentity, Step } from '../step.ts';
import type { Disk } from './disk.ts';
import type { Partition } from './layout.ts';
import { assembledPaths } from './leftovers.ts';
import type { Volume } from './medium.ts';
import { sfdiskScript } from './sfdisk.ts';

/** What has to be the same when the disk is looked at again just before the first write. */
export function identityOf(disk: Disk): DiskIdentity {
  return { path: disk.path, bytes: disk.bytes, serial: disk.serial, wwn: disk.wwn };
}

/** udev's name for a partition of ours: good for every kind of disk, and for no other disk. */
export function partitionPath(guid: string): string {
  return `/dev/disk/by-partuuid/${guid}`;
}

/** A disk is looked at again and proven idle; nothing is written yet. */
export function proveStep(disk: Disk, medium?: Volume, id = 'prove-target'): Step {
  const takesApart = assembledPaths(disk);
  return {
    id,
    title: `Look at ${disk.path} again`,
    phase: 'write',
    touches: [],
    run: [
      {
        do: 'prove-disk',
        disk: identityOf(disk),
        ...(medium === undefined ? {} : { medium: { label: medium.label, uuid: medium.uuid } }),
        ...(takesApart.length === 0 ? {} : { takes_apart: takesApart }),
      },
    ],
  };
}

/** Writes the partition table and waits until the kernel and udev know each partition. */
export function partitionStep<Role extends string>(
  disk: Disk,
  partitions: readonly Partition<Role>[],
  guids: Readonly<Record<Role, string>>,
  diskGuid: string,
  scriptFile: string,
): Step {
  const script = sfdiskScript(partitions, guids, diskGuid, disk.logical_sector_bytes);
  return {
    id: 'partition',
    title: `Partition ${disk.path} (${formatSize(disk.bytes)})`,
    phase: 'write',
    touches: [disk.path],
    run: [
      { do: 'write-table', device: disk.path, script, file: scriptFile },
      {
        do: 'reread-table',
        device: disk.path,
        partitions: partitions.map((p) => partitionPath(guids[p.role])),
      },
    ],
  };
}
