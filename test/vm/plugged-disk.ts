import { join } from 'node:path';
import { GiB } from '../../src/bytes.ts';
import { emptyDisk } from './disks.ts';
import { FaultyDisk } from './faulty-disk.ts';
import type { Lab } from './lab.ts';
import type { VmOptions } from './qemu.ts';

/** An empty SCSI disk that is plugged into a running machine, and may be pulled out of it. */
export type PluggedDisk = {
  readonly disk: FaultyDisk;
  readonly serial: string;
  readonly pull: () => Promise<void>;
};

export const PLUGGED_BYTES = 10 * GiB;
let plugged = 0;

/** A machine with a controller for such disks. */
export function withController(options: VmOptions): VmOptions {
  return { ...options, more: ['-device', 'virtio-scsi-pci,id=scsi'] };
}

/** Plugs a disk in, waits until the machine has seen it, and pulls it afterwards. */
export async function withPluggedDisk<T>(
  { stage, vm, shell }: Lab,
  use: (plugged: PluggedDisk) => Promise<T>,
): Promise<T> {
  const id = `faulty${++plugged}`;
  const serial = id.toUpperCase();
  const file = emptyDisk(stage.folder, `${id}.img`, PLUGGED_BYTES);
  const disk = await new FaultyDisk(file, join(stage.folder, `${id}.sock`)).listen();
  const server = { type: 'unix', path: disk.socket };
  const device = { driver: 'scsi-hd', id: `${id}-device`, bus: 'scsi.0', drive: id, serial };
  let pulled: Promise<void> | undefined;
  const pull = () => (pulled ??= vm.qmp('device_del', { id: device.id }));
  await vm.qmp('blockdev-add', { driver: 'nbd', 'node-name': id, server });
  // Its errors are the guest's, and do not stop the machine.
  await vm.qmp('device_add', { ...device, werror: 'report', rerror: 'report' });
  try {
    await shell.sh(`udevadm wait --settle --timeout=60 /dev/disk/by-id/scsi-0QEMU_QEMU_HARDDISK_${serial}`);
    return await use({ disk, serial, pull });
  } finally {
    await pull();
    disk.close();
  }
}
