import { expect, test } from 'vitest';
import { MEDIUM_MOUNT_POINT } from '../../src/disk/medium.ts';
import { probeDisks } from '../../src/disk/probe.ts';
import { recordingMachine } from '../recording-machine.ts';
import { type Printed, withDevices } from './lsblk-output.ts';

const VOLUME = { fstype: 'iso9660', label: 'CDROM', uuid: '2026-11-21-12-00-00-00' };
const MOUNTED = { ...VOLUME, mountpoints: [MEDIUM_MOUNT_POINT] };
const disk = (kname: string, ...parts: object[]): Printed => ({
  kname,
  children: parts.map((part, index) => ({ kname: `${kname}${index + 1}`, type: 'part', ...part })),
});

async function media(
  devices: readonly Printed[],
  paths: Readonly<Record<string, string>> = {},
  known?: object,
) {
  const { disks, medium } = await probeDisks(
    { machine: recordingMachine(withDevices(devices, paths)) },
    known,
  );
  return [medium?.device, disks.filter((one) => one.is_medium).map(({ path }) => path)];
}

test('what is mounted, with everything that lies on the same disk', async () => {
  expect(await media([disk('sda', MOUNTED, {}), disk('sdb')])).toEqual(['/dev/sda1', ['/dev/sda']]);
});

test('a volume with the label and the UUID of the medium: a copy may be the one that was started', async () => {
  const drive = { kname: 'sr0', type: 'rom', ...MOUNTED };
  const older = { ...VOLUME, uuid: '2025-01-01-00-00-00-00' };
  const devices = [drive, disk('sda', VOLUME), disk('sdb', older), disk('sdc', { ...VOLUME, label: 'X' })];
  expect(await media(devices)).toEqual(['/dev/sr0', ['/dev/sda']]);
});

test('without a UUID a label proves nothing', async () => {
  const unnamed = { fstype: 'iso9660', label: 'CDROM' };
  const drive = { kname: 'sr0', type: 'rom', ...unnamed, mountpoints: [MEDIUM_MOUNT_POINT] };
  expect(await media([drive, disk('sda', unnamed)])).toEqual(['/dev/sr0', []]);
});

const USB = '../../devices/pci0000:00/0000:00:14.0/usb1/1-4';
const unit = (port: string, host: number, lun: number, kname: string) =>
  `${USB}/${port}:1.0/host${host}/target${host}:0:0/${host}:0:0:${lun}/block/${kname}`;

test('every unit of the same USB device, behind a hub too; other devices at the hub are not', async () => {
  const drive = { kname: 'sr0', type: 'rom', ...MOUNTED };
  const paths = {
    sr0: unit('1-4.3/1-4.3', 6, 0, 'sr0'),
    sda: unit('1-4.3/1-4.3', 6, 1, 'sda'),
    sdb: unit('1-4.2/1-4.2', 7, 0, 'sdb'),
  };
  expect(await media([drive, disk('sda'), disk('sdb')], paths)).toEqual(['/dev/sr0', ['/dev/sda']]);
});

test('the disk and the drive of one ATA device; those at other ports, and other controllers, are not', async () => {
  const ata = (port: number, target: string, kname: string) =>
    `../../devices/pci0000:00/0000:00:1f.2/ata${port}/host${port}/target${target}/${target}:0/block/${kname}`;
  const paths = {
    sr0: ata(2, '2:0:0', 'sr0'),
    sda: ata(2, '2:0:0', 'sda'),
    sdb: ata(2, '2:0:1', 'sdb'),
    sdc: ata(3, '3:0:0', 'sdc'),
    vda: '../../devices/pci0000:00/0000:00:04.0/virtio1/block/vda',
  };
  const drive = { kname: 'sr0', type: 'rom', ...MOUNTED };
  const disks = ['sda', 'sdb', 'sdc', 'vda'].map((kname) => disk(kname));
  expect(await media([drive, ...disks], paths)).toEqual(['/dev/sr0', ['/dev/sda']]);
});

test('a medium that is not mounted any more is known by its volume, and its USB device by that', async () => {
  const paths = { sda: unit('1-4', 6, 0, 'sda'), sdb: unit('1-4', 6, 1, 'sdb') };
  const devices = [disk('sda', VOLUME), disk('sdb'), disk('sdc')];
  expect(await media(devices, paths)).toEqual([undefined, []]);
  expect(await media(devices, paths, VOLUME)).toEqual([undefined, ['/dev/sda', '/dev/sdb']]);
});

test('disks of no known path have no common parent', async () => {
  const drive = { kname: 'sr0', type: 'rom', ...MOUNTED };
  expect(await media([drive, disk('sda'), disk('vda')])).toEqual(['/dev/sr0', []]);
});
