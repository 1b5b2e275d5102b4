import { z } from 'zod';

/** How a disk is attached, from lsblk's TRAN and the driver: what a selector's `bus` compares with. */
export const busSchema = z.enum(['nvme', 'sata', 'sas', 'scsi', 'usb', 'virtio', 'mmc', 'ide', 'other']);

/**
 * Who uses a device without being on top of it in lsblk's tree: a loop device whose backing file it is, a
 * mounted btrfs of several devices, an imported ZFS pool, bcache, a process that has it open for writing.
 */
export const deviceUserSchema = z.strictObject({
  kind: z.enum(['loop', 'btrfs', 'zfs', 'bcache', 'process']),
  /** `/dev/loop3`, the pool's name, `qemu-system-x86 (1234)` … */
  name: z.string(),
});
export type DeviceUser = z.output<typeof deviceUserSchema>;

/** The LVM volume group that a physical volume belongs to; names are not unique, UUIDs are. */
export const volumeGroupSchema = z.strictObject({ name: z.string(), uuid: z.string() });
export type VolumeGroup = z.output<typeof volumeGroupSchema>;

/** What lies on a block device, down the tree: partitions, md and LVM members, file systems. */
export type Content = {
  /** Kernel path of this block device, e.g. `/dev/sda1`, `/dev/md127`, `/dev/mapper/vg-root`. */
  path: string;
  /** lsblk's TYPE: part, lvm, raid1, crypt, mpath, loop … */
  type: string;
  bytes: number;
  partition_number?: number | undefined;
  partition_label?: string | undefined;
  partition_type?: string | undefined;
  partition_uuid?: string | undefined;
  /** blkid's TYPE of what is inside: ext4, vfat, linux_raid_member, LVM2_member, crypto_LUKS … */
  signature?: string | undefined;
  label?: string | undefined;
  uuid?: string | undefined;
  volume_group?: VolumeGroup | undefined;
  mount_points: string[];
  users?: DeviceUser[] | undefined;
  children: Content[];
};

export const contentSchema: z.ZodType<Content> = z.lazy(() =>
  z.strictObject({
    path: z.string(),
    type: z.string(),
    bytes: z.number().int(),
    partition_number: z.number().int().optional(),
    partition_label: z.string().optional(),
    partition_type: z.string().optional(),
    partition_uuid: z.string().optional(),
    signature: z.string().optional(),
    label: z.string().optional(),
    uuid: z.string().optional(),
    volume_group: volumeGroupSchema.optional(),
    mount_points: z.array(z.string()),
    users: z.array(deviceUserSchema).optional(),
    children: z.array(contentSchema),
  }),
);

const count = z.number().nonnegative().optional();

/**
 * What a disk says of its own health (SMART, NVMe health log, SCSI log pages); what it does not say is absent.
 * A disk that says nothing at all has none.
 */
export const healthSchema = z.strictObject({
  /** Its own verdict: the overall SMART self-assessment. */
  passed: z.boolean().optional(),
  /** NVMe: the bits of the critical warning (NVMe Base Specification, SMART / Health Information log). */
  critical_warning: z.number().int().nonnegative().max(0xff).optional(),
  /** Sectors replaced by spare ones; SCSI: the grown defect list. */
  reallocated_sectors: count,
  /** Sectors that could not be read and wait to be written or replaced. */
  pending_sectors: count,
  uncorrectable_errors: count,
  /** NVMe: data that came back wrong and could not be corrected. */
  media_errors: count,
  /** Of the writes that the maker rated it for; it can pass 100. */
  percentage_used: count,
  /** It was asked and its answer is not known: why. */
  unknown: z.string().optional(),
});
export type Health = z.output<typeof healthSchema>;

/** A whole block device that could hold a system: what lsblk and sysfs say of it. */
export const diskSchema = z.strictObject({
  /** Kernel path, e.g. `/dev/nvme0n1`: good for this boot only. */
  path: z.string(),
  /** Every stable name below /dev/disk: by-id, by-path … */
  links: z.array(z.string()),
  /** lsblk's TYPE: disk, mpath, raid1, raid10 … */
  type: z.string(),
  model: z.string().optional(),
  vendor: z.string().optional(),
  serial: z.string().optional(),
  wwn: z.string().optional(),
  bus: busSchema,
  bytes: z.number().int().nonnegative(),
  logical_sector_bytes: z.number().int().positive(),
  physical_sector_bytes: z.number().int().positive(),
  /** Platters (true) or flash; absent where the kernel only guesses: virtio, most USB bridges. */
  rotational: z.boolean().optional(),
  /** Of an md array: where its superblocks lie and what they are, as md(4) has it in sysfs: `1.0`, `0.90`, `external:imsm`. */
  array_metadata: z.string().optional(),
  read_only: z.boolean(),
  removable: z.boolean(),
  /** The medium the installer runs from lies on it. */
  is_medium: z.boolean(),
  health: healthSchema.optional(),
  partition_table: z.string().optional(),
  /** blkid's TYPE where the whole disk is one file system or member. */
  signature: z.string().optional(),
  label: z.string().optional(),
  uuid: z.string().optional(),
  volume_group: volumeGroupSchema.optional(),
  mount_points: z.array(z.string()),
  users: z.array(deviceUserSchema).optional(),
  children: z.array(contentSchema),
});
export type Disk = z.output<typeof diskSchema>;
