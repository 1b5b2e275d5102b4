import { alignDown, GiB, MiB } from '../bytes.ts';
import type { Region } from '../step.ts';

/** The partitions of a COS disk, with the numbers and names that COS has always used (COS disk_layout). */
export type PartitionRole = 'efi_system' | 'bios_boot' | 'usr_a' | 'usr_b' | 'oem' | 'root';

export type Partition<Role extends string = PartitionRole> = {
  readonly role: Role;
  readonly number: number;
  /** GPT partition name, the udev by-partlabel link. */
  readonly label: string;
  /** GPT partition type GUID. */
  readonly type: string;
  readonly start_bytes: number;
  readonly bytes: number;
  readonly attributes?: string;
};

const LINUX = '0fc63daf-8483-4772-8e79-3d69d8477de4';
const LINUX_USR = '5dfbf5f4-2848-4bac-aa5e-0d9a20b745a6';

const FIXED = [
  ['efi_system', 1, 'EFI-SYSTEM', 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b', 256 * MiB],
  ['bios_boot', 2, 'BIOS-BOOT', '21686148-6449-6e6f-744e-656564454649', 2 * MiB],
  ['usr_a', 3, 'USR-A', LINUX_USR, GiB],
  ['usr_b', 4, 'USR-B', LINUX_USR, GiB],
  ['oem', 6, 'OEM', LINUX, 128 * MiB],
] as const;

/** coreos-resize: marks the partition that grows to the end of the disk. */
const RESIZE = '3884dd41-8582-4404-b9a8-e9b84f2df50e';

/** Bytes kept free at the end for the backup GPT, with room to align. */
const TAIL = MiB;

/** Where the BIOS core image lies, in bytes: BIOS boot code on the medium is prepared for this place. */
export const BIOS_BOOT_START_BYTES = MiB + 256 * MiB;

/**
 * FAT32 has at least 65525 clusters, of one sector or more (Microsoft, FAT32 File System Specification): with
 * sectors of 4096 bytes that is more than 256 MiB. A BIOS, which wants BIOS-BOOT at its place, reads none of those.
 */
const EFI_SYSTEM_4KN = 512 * MiB;

/**
 * Cuts a disk of `diskBytes` bytes. Everything is aligned to 1 MiB, whatever the sectors; ROOT is last, so
 * that it can grow with the disk.
 */
export function layoutDisk(diskBytes: number, sectorBytes = 512): Partition[] {
  const partitions: Partition[] = [];
  let next = MiB;
  for (const [role, number, label, type, usual] of FIXED) {
    const bytes = role === 'efi_system' && sectorBytes > 512 ? EFI_SYSTEM_4KN : usual;
    const attributes = role === 'efi_system' ? { attributes: 'LegacyBIOSBootable' } : {};
    partitions.push({ role, number, label, type, start_bytes: next, bytes, ...attributes });
    next += bytes;
  }
  const bytes = alignDown(diskBytes - TAIL, MiB) - next;
  partitions.push({ role: 'root', number: 9, label: 'ROOT', type: RESIZE, start_bytes: next, bytes });
  return partitions;
}

/** Where a partition lies on a disk that is cut by this layout. */
export function regionOf(disk: string, role: PartitionRole, sectorBytes: number): Region {
  // The size of a disk only moves the end of its last partition.
  const found = layoutDisk(0, sectorBytes).find((partition) => partition.role === role);
  return { disk, partition: found?.label ?? role, start_bytes: found?.start_bytes ?? 0 };
}

/** Name of the data disk's partition and of its file system; no COS system has it (XFS: at most 12 characters). */
export const DATA_LABEL = 'COS-DATA';

/** A data disk of `diskBytes` bytes has one partition. */
export function layoutDataDisk(diskBytes: number): Partition<'data'>[] {
  const bytes = alignDown(diskBytes - TAIL, MiB) - MiB;
  return [{ role: 'data', number: 1, label: DATA_LABEL, type: LINUX, start_bytes: MiB, bytes }];
}
