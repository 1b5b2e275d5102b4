import type { Disk } from './disk.ts';

type Bus = Disk['bus'];

/** lsblk's TRAN in our words; Fibre Channel, iSCSI, FireWire and parallel SCSI all speak SCSI. */
const BY_TRANSPORT: Readonly<Record<string, Bus>> = {
  nvme: 'nvme',
  sata: 'sata',
  ata: 'ide',
  sas: 'sas',
  usb: 'usb',
  mmc: 'mmc',
  virtio: 'virtio',
  spi: 'scsi',
  fc: 'scsi',
  fcoe: 'scsi',
  iscsi: 'scsi',
  sbp: 'scsi',
};

/** Where TRAN is silent: the kernel's device path names the drivers it goes through. First match wins. */
const BY_DEVICE_PATH: readonly (readonly [RegExp, Bus])[] = [
  [/\/usb\d+\//, 'usb'],
  [/\/nvme/, 'nvme'],
  [/\/mmc_host\//, 'mmc'],
  [/\/ata\d+\//, 'sata'],
  [/\/end_device-/, 'sas'],
  [/\/host\d+\//, 'scsi'],
  [/\/virtio\d+\/block\//, 'virtio'],
];

/** How a whole disk is attached. `devicePath` is where its sysfs link points to. */
export function busOf(transport: string | undefined, devicePath: string): Bus {
  const named = transport === undefined ? undefined : BY_TRANSPORT[transport];
  return named ?? BY_DEVICE_PATH.find(([pattern]) => pattern.test(devicePath))?.[1] ?? 'other';
}
