import type { Disk } from '../disk/disk.ts';
import { sameUuidProblems, secondSystemProblems } from '../disk/second-system.ts';
import type { Problem } from '../problem.ts';
import type { Drawn } from './drawn.ts';

/** What other disks of the machine mean for this install: which one would start, and which one is a copy. Pure. */
export function otherDiskProblems(target: Disk, disks: readonly Disk[], drawn: Drawn): Problem[] {
  const { partition_guids, root_uuid, oem_uuid, efi_volume_id } = drawn;
  const uuids = [...Object.values(partition_guids), root_uuid, oem_uuid, efi_volume_id];
  return [
    ...secondSystemProblems(target, disks, 'disk.target'),
    ...sameUuidProblems(target, disks, uuids, 'disk.target'),
  ];
}
