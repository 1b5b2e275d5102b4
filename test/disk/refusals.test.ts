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

const held = (path: string, type: string) => [aContent({ path, type })];

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

test('a copy of the medium says that it is one', () => {
  expect(refused({ is_medium: true, children: [aContent({ label: 'CDROM' })] })).toEqual([
    '/dev/sda is a copy of the medium that this installer runs from, or a part of the same stick or drive; it is never a target',
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
    '/dev/sda is in use: /dev/mapper/vg-swap is swap space; switch it off first (swapoff)',
    '/dev/sda is in use: /dev/sda3 is open as /dev/mapper/secret (LUKS); close it first (cryptsetup close secret)',
    '/dev/sda is in use: /dev/mapper/secret is mounted at /srv; unmount it first',
  ]);
});

test('a file system on the whole disk, mounted', () => {
  expect(refused({ mount_points: ['/data'] })).toEqual([
    '/dev/sda is in use: /dev/sda is mounted at /data; unmount it first',
  ]);
});

test('one path of a multipath map is refused in favour of the map', () => {
  const map = aDisk({ path: '/dev/mapper/mpatha', type: 'mpath' });
  expect(refused({ children: held('/dev/mapper/mpatha', 'mpath') }, [map])).toEqual([
    '/dev/sda is a part of /dev/mapper/mpatha (mpath); choose /dev/mapper/mpatha instead',
  ]);
});

test('what udev assembled from this disk alone is no reason: a volume, an array, started or not', () => {
  const volume = aContent({ path: '/dev/mapper/vg-root', type: 'lvm', signature: 'ext4' });
  const array = aContent({ path: '/dev/md126', type: 'raid1', children: [volume] });
  expect(refused({ children: [array] })).toEqual([]);
  expect(refused({ children: held('/dev/md127', 'md') })).toEqual([]);
  expect(refused({ children: held('/dev/mapper/vg-root', 'lvm') })).toEqual([]);
});

test('what somebody made on it is a reason, even with nothing mounted', () => {
  const volume = aContent({ path: '/dev/mapper/vg-a', type: 'lvm', children: held('/dev/mapper/a', 'dm') });
  expect(refused({ children: [volume] })).toEqual([
    '/dev/sda is in use: /dev/mapper/vg-a is held by /dev/mapper/a (dm); stop it first',
  ]);
  expect(refused({ children: held('/dev/bcache0', 'disk') })).toEqual([
    '/dev/sda is in use: /dev/sda is held by /dev/bcache0 (bcache); stop it first',
  ]);
});

test('who uses it without being on top of it is named', () => {
  const used = (kind: 'loop' | 'btrfs' | 'zfs' | 'bcache' | 'process', name: string) =>
    refused({ children: [aContent({ users: [{ kind, name }] })] });
  expect(used('loop', '/dev/loop3')).toEqual([
    '/dev/sda is in use: /dev/sda1 is attached to /dev/loop3; detach it first (losetup --detach /dev/loop3)',
  ]);
  expect(used('zfs', 'tank')[0]).toContain('the imported ZFS pool tank; export it first (zpool export tank)');
  expect(used('btrfs', '90a1b2c3')[0]).toContain('/dev/sda1 belongs to the mounted btrfs 90a1b2c3');
  expect(used('bcache', 'cache')[0]).toContain('/dev/sda1 is registered with bcache (cache)');
  expect(used('process', 'qemu (12)')[0]).toContain('/dev/sda1 is open for writing in qemu (12)');
});

test('a process is named where nothing else is known, a mounted btrfs by its mount point', () => {
  const users = [{ kind: 'process', name: 'mount.ntfs (7)' } as const, { kind: 'btrfs', name: 'f' } as const];
  expect(refused({ children: [aContent({ users, mount_points: ['/srv'] })] })).toEqual([
    '/dev/sda is in use: /dev/sda1 is mounted at /srv; unmount it first',
  ]);
});

test.each([
  ['a volume group', { volume_group: { name: 'data', uuid: 'Vb5' } }, 'data (LVM)'],
  [
    'an array that is not started',
    { signature: 'linux_raid_member', uuid: 'u1', label: 'h:0' },
    'h:0 (linux_raid_member)',
  ],
  ['a btrfs', { signature: 'btrfs', uuid: 'u1' }, 'u1 (btrfs)'],
  ['a pool', { signature: 'zfs_member', uuid: '1154', label: 'tank' }, 'tank (zfs_member)'],
  ['a started array', { children: held('/dev/md1', 'raid5') }, '/dev/md1'],
  ['a volume on two disks', { children: held('/dev/mapper/vg-a', 'lvm') }, '/dev/mapper/vg-a'],
])('%s that another disk is a part of: that disk is named', (_, content, whole) => {
  const other = aDisk({ path: '/dev/sdb', children: [aContent({ path: '/dev/sdb7', ...content })] });
  expect(refused({ children: [aContent(content)] }, [other])).toEqual([
    `/dev/sda and /dev/sdb belong together: ${whole}; take /dev/sda out of it first, or erase the other disks too (wipefs --all)`,
  ]);
});

test('file systems of one device and groups of one name are not shared', () => {
  const other = (content: object) => [
    aDisk({ path: '/dev/sdb', children: [aContent({ path: '/dev/sdb1', ...content })] }),
  ];
  const alike = { signature: 'ext4', uuid: 'cloned' };
  expect(refused({ children: [aContent(alike)] }, other(alike))).toEqual([]);
  const group = (uuid: string) => ({ volume_group: { name: 'debian-vg', uuid } });
  expect(refused({ children: [aContent(group('a'))] }, other(group('b')))).toEqual([]);
});

test('a RAID 1 of whole disks is a target; one of partitions and other levels are not', () => {
  const array = { path: '/dev/md0', type: 'raid1', array_metadata: '1.0' } as const;
  const member = (path: string) => aDisk({ path, children: held('/dev/md0', 'raid1') });
  const partition = aContent({ path: '/dev/sdb2', children: held('/dev/md0', 'raid1') });
  expect(refused(array, [member('/dev/sdb'), member('/dev/sdc')])).toEqual([]);
  expect(refused(array, [member('/dev/sdb')])).toEqual([
    '/dev/md0 is an array of one disk only; choose /dev/sdb: the array is taken apart',
  ]);
  expect(refused(array, [aDisk({ path: '/dev/sdb', children: [partition] })])).toEqual([
    '/dev/md0 is an array of partitions, from which no firmware can start; the array must be made of whole disks',
  ]);
  expect(refused({ path: '/dev/md1', type: 'raid5' })).toEqual([
    '/dev/md1 is of type raid5; the system goes on a disk, a multipath map or an md RAID 1',
  ]);
});

test('a member is sent to its array; where that cannot be a target, the other members are named', () => {
  const among = (type: string, metadata?: string) => {
    const disks = ['/dev/sda', '/dev/sdb'].map((path) => aDisk({ path, children: held('/dev/md1', type) }));
    return refused({ children: held('/dev/md1', type) }, [
      aDisk({ path: '/dev/md1', type, array_metadata: metadata }),
      ...disks.slice(1),
    ]);
  };
  expect(among('raid1', '0.90')).toEqual(['/dev/sda is a part of /dev/md1 (raid1); choose /dev/md1 instead']);
  const together = /^\/dev\/sda and \/dev\/sdb belong together: \/dev\/md1;/;
  expect(among('raid5')[0]).toMatch(together);
  expect(among('raid1', '1.2')[0]).toMatch(together);
});

test('a disk whose array is of this disk alone is chosen itself', () => {
  const array = aDisk({ path: '/dev/md1', type: 'raid1' });
  expect(refused({ children: held('/dev/md1', 'raid1') }, [array])).toEqual([]);
});

test.each(['1.1', '1.2', 'external:/md127/0', undefined])(
  'a RAID 1 with metadata %s: firmware does not see its partitions',
  (metadata) => {
    const array = { path: '/dev/md0', type: 'raid1', array_metadata: metadata };
    const members = ['/dev/sdb', '/dev/sdc'].map((path) =>
      aDisk({ path, children: held('/dev/md0', 'raid1') }),
    );
    expect(refused(array, members)).toEqual([
      `/dev/md0 has md metadata ${metadata ?? '-'}: firmware finds no partition table on its members; make the array with --metadata=1.0`,
    ]);
  },
);

test.each(['mmcblk0boot0', 'mmcblk0boot1', 'mmcblk1gp3', 'mmcblk0rpmb'])(
  '%s is a part of an eMMC that holds no system',
  (name) => {
    expect(refused({ path: `/dev/${name}`, bus: 'mmc' })).toEqual([
      `/dev/${name} is a part that an eMMC keeps for itself (boot, RPMB, general purpose), not its user area; choose the disk mmcblkN`,
    ]);
  },
);

test('the user area of an eMMC and an SD card are disks', () => {
  expect(refused({ path: '/dev/mmcblk0', bus: 'mmc' })).toEqual([]);
});

const LUN = { serial: 'L1', wwn: '0x6000', bytes: 50e9 };

test('two paths to one disk are refused with both names, whatever lies on it', () => {
  const part = aContent({ signature: 'linux_raid_member', uuid: 'u1' });
  const other = aDisk({ ...LUN, path: '/dev/sdb', children: [{ ...part, path: '/dev/sdb1' }] });
  expect(refused({ ...LUN, children: [part] }, [other])).toEqual([
    '/dev/sda and /dev/sdb are one disk seen through several paths, and no multipath map holds them: start multipathd, or leave one path only',
  ]);
});

test.each([
  ['another serial number', { serial: 'L2' }],
  ['another size', { bytes: 60e9 }],
  ['another WWN, as namespaces of one controller have', { wwn: '0x6001' }],
])('%s: another disk', (_, over) => {
  expect(refused(LUN, [aDisk({ ...LUN, path: '/dev/sdb', ...over })])).toEqual([]);
});

test('disks without a WWN are told apart by nothing, and are not called one', () => {
  expect(refused({ serial: 'L1' }, [aDisk({ path: '/dev/sdb', serial: 'L1' })])).toEqual([]);
});
