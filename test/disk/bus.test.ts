import { expect, test } from 'vitest';
import { busOf } from '../../src/disk/bus.ts';

const PCI = '../../devices/pci0000:00/0000:00:1f.2';

test.each([
  ['nvme', 'nvme'],
  ['sata', 'sata'],
  ['ata', 'ide'],
  ['sas', 'sas'],
  ['usb', 'usb'],
  ['virtio', 'virtio'],
  ['mmc', 'mmc'],
  ['fc', 'scsi'],
  ['iscsi', 'scsi'],
] as const)('transport %s is %s', (transport, bus) => {
  expect(busOf(transport, '')).toBe(bus);
});

test.each([
  [`${PCI}/ata1/host0/target0:0:0/0:0:0:0/block/sda`, 'sata'],
  [`${PCI}/host0/target0:2:0/0:2:0:0/block/sda`, 'scsi'],
  [`${PCI}/host0/port-0:0/end_device-0:0/target0:0:0/0:0:0:0/block/sda`, 'sas'],
  [`${PCI}/virtio1/block/vda`, 'virtio'],
  [`${PCI}/virtio1/host2/target2:0:0/2:0:0:0/block/sda`, 'scsi'],
  [`${PCI}/usb1/1-4/1-4:1.0/host4/target4:0:0/4:0:0:0/block/sdf`, 'usb'],
  [`${PCI}/mmc_host/mmc0/mmc0:0001/block/mmcblk0`, 'mmc'],
  [`${PCI}/nvme/nvme0/nvme0n1`, 'nvme'],
  ['../../devices/vbd-51712/block/xvda', 'other'],
] as const)('without a transport the device path tells: %s is %s', (path, bus) => {
  expect(busOf(undefined, path)).toBe(bus);
});

test('a transport without a name of ours leaves it to the device path', () => {
  expect(busOf('spl', `${PCI}/host0/target0:0:0/0:0:0:0/block/sda`)).toBe('scsi');
});
