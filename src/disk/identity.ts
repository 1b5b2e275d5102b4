import { type Host, readAttribute } from '../sysfs.ts';
import type { Disk } from './disk.ts';
import type { BlockDevice } from './lsblk.ts';

type Identity = Pick<Disk, 'model' | 'vendor' | 'serial' | 'wwn'>;

type Udev = ReadonlyMap<string, string>;

/** An md array has no number but the UUID that is written on its members (mdadm(8)). */
const ARRAY = /^\/dev\/disk\/by-id\/md-uuid-([0-9a-f:]+)$/;

/**
 * What a disk calls itself. Placeholders of the SCSI layer (`ATA`) and PCI numbers (`0x1af4`) are no
 * vendor; the serial number of a virtio disk is in sysfs, and known to lsblk only where udev runs.
 */
export async function readIdentity(
  host: Host,
  device: BlockDevice,
  udev: Udev = new Map(),
  links: readonly string[] = [],
): Promise<Identity> {
  const { vendor } = device;
  return {
    model: modelFrom(udev) ?? device.model,
    vendor: vendor === 'ATA' || vendor?.startsWith('0x') ? undefined : vendor,
    serial:
      serialFrom(udev) ??
      device.serial ??
      links.map((link) => ARRAY.exec(link)?.[1]).find((uuid) => uuid !== undefined) ??
      (await readAttribute(host, `/sys/dev/block/${device['maj:min']}/serial`)),
    wwn: udev.get('ID_WWN_WITH_EXTENSION') ?? device.wwn,
  };
}

/** With `--sysroot` lsblk takes whichever of udev's serial numbers (and WWNs) is first in the file. */
function serialFrom(udev: Udev): string | undefined {
  const names = ['SCSI_IDENT_SERIAL', 'ID_SCSI_SERIAL', 'ID_SERIAL_SHORT'];
  return names.map((name) => udev.get(name)).find((value) => value);
}

/** With `--sysroot` lsblk shows ID_MODEL, which has `_` for blanks; ID_MODEL_ENC has `\x20`. */
function modelFrom(udev: Udev): string | undefined {
  const encoded = udev.get('ID_MODEL_ENC');
  const text = encoded?.replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return text?.trim() || undefined;
}
