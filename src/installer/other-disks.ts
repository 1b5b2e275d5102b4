import type { Disk } from '../disk/disk.ts';
import { sameUuidProblems, secondSystemProblems } from '../disk/second-system.ts';
import type { Problem } from '../problem.ts';
import type { Drawn } from './drawn.ts';

/**
 * What other disks of the machine mean for this install: which one would start, and which one is a copy. What
 * lies on the data disk now is erased, and is no other system. Pure.
 */
export function otherDiskProblems(
  { disk, data }: { readonly disk: Disk; readonly data?: Disk | undefined },
  disks: readonly Disk[],
  drawn: Drawn,
): Problem[] {
  const { partition_guids, root_uuid, oem_uuid, efi_volume_id, data_disk } = drawn;
  const uuids = [...Object.values(partition_guids), root_uuid, oem_uuid, efi_volume_id];
  const dataUuids = data_disk ? [...Object.values(data_disk.partition_guids), data_disk.fs_uuid] : [];
  const others = disks.filter((one) => one.path !== data?.path);
  return [
    ...secondSystemProblems(disk, others, 'disk.target'),
    ...sameUuidProblems(disk, others, [...uuids, ...dataUuids], 'disk.target'),
  ];
}
