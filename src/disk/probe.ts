import type { Host } from '../sysfs.ts';
import { busOf } from './bus.ts';
import { type DeviceFiles, readDeviceFiles } from './device-files.ts';
import type { Content, Disk } from './disk.ts';
import { readIdentity } from './identity.ts';
import { type BlockDevice, listBlockDevices, withDescendants } from './lsblk.ts';
import { partitionNumber } from './partition-number.ts';

/** Where the live system mounts the medium that it was started from. */
export const MEDIUM_MOUNT_POINT = '/run/cos/medium';

export type MediumDevice = {
  readonly device: string;
  readonly label?: string | undefined;
  readonly mount_point: string;
};
export type DiskProbe = {
  readonly disks: Disk[];
  readonly medium: MediumDevice | undefined;
  readonly findings: readonly string[];
};
type Seen = { readonly host: Host; readonly files: DeviceFiles; readonly top: readonly BlockDevice[] };

/**
 * Every device that could hold a system: whole disks, multipath maps and md arrays, each once; and the
 * device of the medium. Loop, optical, RAM and floppy devices and empty card readers are left out.
 * @throws CommandFailed when lsblk fails.
 */
export async function probeDisks(host: Host): Promise<DiskProbe> {
  const top = await listBlockDevices(host.machine, host.sysroot);
  const seen = { host, files: await readDeviceFiles(host), top };
  const whole = top.filter((device) => isWholeDisk(device, seen.files));
  const assembled = new Map(
    withDescendants(top)
      .filter(isAssembled)
      .map((device) => [device.kname, device]),
  );
  const disks = await Promise.all([...whole, ...assembled.values()].map((device) => toDisk(device, seen)));
  const medium = withDescendants(top).find(holdsMedium);
  return {
    disks,
    medium: medium && { device: medium.path, label: medium.label, mount_point: MEDIUM_MOUNT_POINT },
    findings: seen.files.findings,
  };
}

function isWholeDisk(device: BlockDevice, files: DeviceFiles): boolean {
  const virtual = (files.devicePaths.get(device['maj:min']) ?? '').includes('/devices/virtual/block/');
  return (
    device.type === 'disk' && !virtual && !/^(?:fd|ram|zram)\d/.test(device.kname) && (device.size ?? 0) > 0
  );
}

/** A multipath map or an active md array; arrays that are not started and IMSM/DDF containers have no size. */
function isAssembled(device: BlockDevice): boolean {
  const md = device.kname.startsWith('md') && device.type !== 'part';
  return (md || device.type === 'mpath') && (device.size ?? 0) > 0;
}

async function toDisk(device: BlockDevice, seen: Seen): Promise<Disk> {
  const members = seen.top.filter(
    (disk) => disk !== device && withDescendants([disk]).some((d) => d.kname === device.kname),
  );
  const origin = device.type === 'mpath' ? (members[0] ?? device) : device;
  const bus = commonBus(members.length > 0 ? members : [device], seen.files);
  return {
    path: device.path,
    links: [...(seen.files.links.get(kernelPath(device)) ?? [])],
    type: device.type,
    ...(await readIdentity(seen.host, origin, seen.files.udev.get(kernelPath(origin)))),
    bus,
    bytes: device.size ?? 0,
    logical_sector_bytes: device['log-sec'] ?? 512,
    physical_sector_bytes: device['phy-sec'] ?? device['log-sec'] ?? 512,
    rotational: isGuess(bus, device.rota ?? true) ? undefined : device.rota,
    read_only: device.ro ?? false,
    removable: device.rm ?? false,
    is_medium:
      withDescendants([device]).some(holdsMedium) ||
      members.some((m) => withDescendants([m]).some(holdsMedium)),
    partition_table: device.pttype,
    signature: device.fstype,
    label: device.label,
    mount_points: device.mountpoints,
    children: await Promise.all(device.children.map((child) => toContent(child, seen.host))),
  };
}

async function toContent(device: BlockDevice, host: Host): Promise<Content> {
  return {
    path: device.path,
    type: device.type,
    bytes: device.size ?? 0,
    partition_number: await partitionNumber(host, device),
    partition_label: device.partlabel,
    partition_type: device.parttype,
    partition_uuid: device.partuuid,
    signature: device.fstype,
    label: device.label,
    uuid: device.uuid,
    mount_points: device.mountpoints,
    children: await Promise.all(device.children.map((child) => toContent(child, host))),
  };
}

function kernelPath(device: BlockDevice): string {
  return `/dev/${device.kname.replaceAll('!', '/')}`;
}

function commonBus(disks: readonly BlockDevice[], files: DeviceFiles): Disk['bus'] {
  const found = new Set(disks.map((disk) => busOf(disk.tran, files.devicePaths.get(disk['maj:min']) ?? '')));
  const [first = 'other', ...others] = found;
  return others.length === 0 ? first : 'other';
}

/** The kernel calls a disk rotating until it learns otherwise: virtio never says, USB bridges seldom do. */
function isGuess(bus: Disk['bus'], rotational: boolean): boolean {
  return bus === 'virtio' || (bus === 'usb' && rotational);
}

function holdsMedium(device: BlockDevice): boolean {
  return device.mountpoints.includes(MEDIUM_MOUNT_POINT);
}
