import { expect, test } from 'vitest';
import { GiB } from '../../src/bytes.ts';
import type { Disk } from '../../src/disk/disk.ts';
import { type Firmware, refuseDisk, SMALLEST_TARGET_BYTES } from '../../src/disk/refusals.ts';
import { sentence } from '../../src/problem.ts';
import { aContent, aDisk } from './fixtures.ts';

function refused(disk: Partial<Disk>, others: readonly Disk[] = [], firmware: Firmware = 'uefi'): string[] {
  const judged = aDisk(disk);
  return refuseDisk(judged, { disks: [judged, ...others], firmware }, 'disk.target').map((problem) =>
    sentence(problem),
  );
}

test('an idle disk is not refused, nor are leftovers that nothing uses', () => {
  expect(refused({})).toEqual([]);
  const old = aContent({ signature: 'linux_raid_member', label: 'old:0' });
  expect(refused({ partition_table: 'gpt', children: [old] })).toEqual([]);
  expect(refused({ signature: 'LVM2_member' })).toEqual([]);
});

test('the medium is refused for that alone: that it is mounted too is no news', () => {
  const part = aContent({ mount_points: ['/run/cos/medium'] });
  expect(refused({ is_medium: true, children: [part] })).toEqual([
    '/dev/sda carries the medium that this installer runs from; it is never a target',
  ]);
});

test('write protection', () => {
  expect(refused({ read_only: true })).toEqual([
    '/dev/sda is read-only; remove the write protection or choose another disk',
  ]);
});

test('the smallest size is 8 GiB, and one byte less is too small', () => {
  expect(SMALLEST_TARGET_BYTES).toBe(8 * GiB);
  expect(refused({ bytes: 8 * GiB })).toEqual([]);
  expect(refused({ bytes: 8 * GiB - 1 })).toEqual(['/dev/sda has 8.59 GB; at least 8 GiB are needed']);
});

test('sectors of 4096 bytes are refused on BIOS only; 512e never', () => {
  const native = { logical_sector_bytes: 4096, physical_sector_bytes: 4096 };
  expect(refused(native, [], 'bios')).toEqual([
    '/dev/sda has 4096-byte sectors, from which a BIOS cannot start; start the machine by UEFI or choose another disk',
  ]);
  expect(refused(native, [], 'uefi')).toEqual([]);
  expect(refused({ physical_sector_bytes: 4096 }, [], 'bios')).toEqual([]);
});

test('mounts, swap and holders are named, however deep, each with its place', () => {
  const swap = aContent({ path: '/dev/mapper/vg-swap', type: 'lvm', mount_points: ['[SWAP]'] });
  const data = aContent({ path: '/dev/mapper/secret', type: 'crypt', mount_points: ['/srv'] });
  const children = [
    aContent({ path: '/dev/sda1', mount_points: ['/boot', '/mnt/boot'] }),
    aContent({ path: '/dev/sda2', signature: 'LVM2_member', children: [swap] }),
    aContent({ path: '/dev/sda3', signature: 'crypto_LUKS', children: [data] }),
  ];
  expect(refused({ children })).toEqual([
    '/dev/sda is in use: /dev/sda1 is mounted at /boot; unmount it first',
    '/dev/sda is in use: /dev/sda1 is mounted at /mnt/boot; unmount it first',
    '/dev/sda is in use: /dev/sda2 is held by /dev/mapper/vg-swap (lvm); stop it first',
    '/dev/sda is in use: /dev/mapper/vg-swap is swap space; switch it off first (swapoff)',
    '/dev/sda is in use: /dev/sda3 is held by /dev/mapper/secret (crypt); stop it first',
    '/dev/sda is in use: /dev/mapper/secret is mounted at /srv; unmount it first',
  ]);
});

test('a file system on the whole disk, mounted', () => {
  expect(refused({ mount_points: ['/data'] })).toEqual([
    '/dev/sda is in use: /dev/sda is mounted at /data; unmount it first',
  ]);
});

const held = (path: string, type: string) => [aContent({ path, type })];

test('one path of a multipath map is refused in favour of the map', () => {
  const map = aDisk({ path: '/dev/mapper/mpatha', type: 'mpath' });
  expect(refused({ children: held('/dev/mapper/mpatha', 'mpath') }, [map])).toEqual([
    '/dev/sda is a part of /dev/mapper/mpatha (mpath); choose /dev/mapper/mpatha instead',
  ]);
});

test('an array that is not started holds its member all the same', () => {
  expect(refused({ children: held('/dev/md127', 'md') })).toEqual([
    '/dev/sda is in use: /dev/sda is held by /dev/md127 (md); stop it first',
  ]);
});

test('a RAID 1 of whole disks is a target; one of partitions and other levels are not', () => {
  const array = { path: '/dev/md0', type: 'raid1' } as const;
  const member = aDisk({ path: '/dev/sdb', children: held('/dev/md0', 'raid1') });
  const partition = aContent({ path: '/dev/sdb2', children: held('/dev/md0', 'raid1') });
  expect(refused(array, [member])).toEqual([]);
  expect(refused(array, [aDisk({ path: '/dev/sdb', children: [partition] })])).toEqual([
    '/dev/md0 is an array of partitions, from which no firmware can start; the array must be made of whole disks',
  ]);
  expect(refused({ path: '/dev/md1', type: 'raid5' })).toEqual([
    '/dev/md1 is of type raid5; the system goes on a disk, a multipath map or an md RAID 1',
  ]);
});

test('a member of an array that cannot be a target is not sent there', () => {
  const array = aDisk({ path: '/dev/md1', type: 'raid5' });
  expect(refused({ children: held('/dev/md1', 'raid5') }, [array])).toEqual([
    '/dev/sda is in use: /dev/sda is held by /dev/md1 (raid5); stop it first',
  ]);
});
