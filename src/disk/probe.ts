import { type Host, readAttribute } from '../sysfs.ts';
import { busOf } from './bus.ts';
import { type DeviceFiles, readDeviceFiles } from './device-files.ts';
import type { Content, Disk, VolumeGroup } from './disk.ts';
import { readIdentity } from './identity.ts';
import { type BlockDevice, kernelPath, listBlockDevices, withDescendants } from './lsblk.ts';
import { findMedium, type MediumDevice, mediumDevices, type Volume } from './medium.ts';
import { partitionNumber } from './partition-number.ts';
import { type DeviceUsers, readDeviceUsers } from './users.ts';
import { readVolumeGroups } from './volume-groups.ts';

export type DiskProbe = {
  readonly disks: Disk[];
  readonly medium: MediumDevice | undefined;
  readonly findings: readonly string[];
};
type Seen = {
  readonly host: Host;
  readonly files: DeviceFiles;
  readonly top: readonly BlockDevice[];
  readonly users: DeviceUsers;
  readonly groups: ReadonlyMap<string, VolumeGroup>;
  /** Kernel names of what is the medium. */
  readonly media: ReadonlySet<string>;
};

/**
 * Every device that could hold a system: whole disks, multipath maps and md arrays, each once; and the
 * device of the medium. Loop, optical, RAM and floppy devices and empty card readers are left out.
 * @param known what an earlier look knew of the medium, should it not be mounted any more
 * @throws CommandFailed when lsblk fails.
 */
export async function probeDisks(host: Host, known?: Volume): Promise<DiskProbe> {
  const [top, files] = await Promise.all([
    listBlockDevices(host.machine, host.sysroot),
    readDeviceFiles(host),
  ]);
  const [{ groups, findings }, users] = await Promise.all([
    readVolumeGroups(host, top),
    readDeviceUsers(host, top),
  ]);
  const medium = findMedium(top);
  const media = mediumDevices(top, medium ?? known, files.devicePaths);
  const seen = { host, files, top, users, groups, media };
  const whole = top.filter((device) => isWholeDisk(device, seen.files));
  const assembled = new Map(
    withDescendants(top)
      .filter(isAssembled)
      .map((device) => [device.kname, device]),
  );
  const disks = await Promise.all([...whole, ...assembled.values()].map((device) => toDisk(device, seen)));
  return { disks, medium, findings: [...files.findings, ...findings] };
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
  const links = [...(seen.files.links.get(kernelPath(device)) ?? [])];
  return {
    path: device.path,
    links,
    type: device.type,
    ...(await readIdentity(seen.host, origin, seen.files.udev.get(kernelPath(origin)), links)),
    bus,
    bytes: device.size ?? 0,
    logical_sector_bytes: device['log-sec'] ?? 512,
    physical_sector_bytes: device['phy-sec'] ?? device['log-sec'] ?? 512,
    rotational: isGuess(bus, device.rota ?? true) ? undefined : device.rota,
    array_metadata: await readAttribute(seen.host, `/sys/dev/block/${device['maj:min']}/md/metadata_version`),
    read_only: device.ro ?? false,
    removable: device.rm ?? false,
    is_medium: [device, ...members].some(({ kname }) => seen.media.has(kname)),
    partition_table: device.pttype,
    ...factsOf(device, seen),
    children: await Promise.all(device.children.map((child) => toContent(child, seen))),
  };
}

/** What is the same for a disk and for everything on it. */
function factsOf(device: BlockDevice, { users, groups }: Seen) {
  const used = users.get(device.kname);
  return {
    signature: device.fstype,
    label: device.label,
    uuid: device.uuid,
    volume_group: groups.get(device.path) ?? groups.get(kernelPath(device)),
    mount_points: device.mountpoints,
    users: used && [...used],
  };
}

async function toContent(device: BlockDevice, seen: Seen): Promise<Content> {
  return {
    path: device.path,
    type: device.type,
    bytes: device.size ?? 0,
    partition_number: await partitionNumber(seen.host, device),
    partition_label: device.partlabel,
    partition_type: device.parttype,
    partition_uuid: device.partuuid,
    ...factsOf(device, seen),
    children: await Promise.all(device.children.map((child) => toContent(child, seen))),
  };
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
