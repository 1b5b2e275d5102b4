import { type BlockDevice, withDescendants } from './lsblk.ts';

/** Where the live system mounts the medium that it was started from. */
export const MEDIUM_MOUNT_POINT = '/run/cos/medium';

/** How a volume is known again: an ISO 9660 UUID is the time the image was made. */
export type Volume = { readonly label?: string | undefined; readonly uuid?: string | undefined };

export type MediumDevice = Volume & {
  readonly device: string;
  readonly mount_point: string;
};

/** The device that is mounted at the medium's mount point. */
export function findMedium(top: readonly BlockDevice[]): MediumDevice | undefined {
  const device = withDescendants(top).find(isMountedMedium);
  const { path, label, uuid } = device ?? {};
  return path === undefined ? undefined : { device: path, label, uuid, mount_point: MEDIUM_MOUNT_POINT };
}

/**
 * Kernel names of the whole devices that are the medium, in three ways: what is mounted at its mount point
 * lies on it; a volume with the medium's label and UUID does; it is a unit of the same USB or ATA device, as
 * the virtual stick and the virtual CD of a management controller are.
 * @param volume the medium's, also as it was seen before, when it is not mounted any more
 * @param devicePaths where the sysfs links of device numbers point to
 */
export function mediumDevices(
  top: readonly BlockDevice[],
  volume: Volume | undefined,
  devicePaths: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const parentOf = (device: BlockDevice) => physicalParent(devicePaths.get(device['maj:min']) ?? '');
  const carriers = top.filter((device) =>
    withDescendants([device]).some((d) => isMountedMedium(d) || isSameVolume(d, volume)),
  );
  const parents = new Set(carriers.map(parentOf).filter((parent) => parent !== undefined));
  const isOne = (device: BlockDevice) => carriers.includes(device) || parents.has(parentOf(device) ?? '');
  return new Set(top.filter(isOne).map(({ kname }) => kname));
}

function isMountedMedium({ mountpoints }: BlockDevice): boolean {
  return mountpoints.includes(MEDIUM_MOUNT_POINT);
}

function isSameVolume({ label, uuid }: BlockDevice, volume: Volume | undefined): boolean {
  return uuid !== undefined && uuid === volume?.uuid && label === volume.label;
}

/**
 * The piece of hardware that a disk is a unit of, as a sysfs path: the USB device (`usb1/1-4/1-4.3`, not the
 * hub above it), or the ATA device (`ata2/host1/target1:0:0`). Undefined for everything else.
 */
function physicalParent(path: string): string | undefined {
  const usb = /^.*\/usb\d+\/(?:.*\/)?\d+-\d+(?:\.\d+)*(?=\/)/.exec(path)?.[0];
  return usb ?? /^.*\/ata\d+\/host\d+\/target[\d:]+(?=\/)/.exec(path)?.[0];
}
