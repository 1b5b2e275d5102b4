import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Disk, diskSchema } from '../../src/disk/disk.ts';
import { probeDisks } from '../../src/disk/probe.ts';
import { CommandFailed } from '../../src/machine.ts';
import { recordingMachine } from '../recording-machine.ts';
import { FIND_SYS, type Printed, withDevices } from './lsblk-output.ts';

const recorded = (name: string) => readFileSync(new URL(`recorded/${name}`, import.meta.url), 'utf8');

const FIND_DEV = String.raw`find /dev -xdev ( -type l -path */disk/by-* -o -type f ) -printf %y\t%P\t%l\n`;

/** One server as util-linux 2.38 (Debian 12) and 2.41 (Debian 13) print it. */
function server(version: '2.38' | '2.41', fails: (line: string) => boolean = () => false) {
  return recordingMachine({
    outputs: {
      lsblk: recorded(`lsblk-${version}.json`),
      [FIND_DEV]: recorded('find-dev.txt'),
      [FIND_SYS]: recorded('find-sys-dev-block.txt'),
    },
    files: {
      '/sys/dev/block/8:1/partition': '1\n',
      '/sys/dev/block/8:2/partition': '2\n',
      '/sys/dev/block/252:1/dm/uuid': 'part1-mpath-3600a098038304147345d4c667a413768\n',
    },
    fails,
  });
}

const facts = (disk: Disk) =>
  [
    disk.path,
    disk.type,
    disk.bus,
    disk.bytes,
    disk.rotational ?? 'unknown',
    disk.model ?? '-',
    disk.serial ?? '-',
  ].join(' ');

test.each(['2.38', '2.41'] as const)(
  'util-linux %s: what could hold a system, each device once',
  async (version) => {
    const { disks, findings } = await probeDisks({ machine: server(version) });
    expect(disks.map(facts)).toEqual([
      '/dev/sda disk sata 240057409536 false INTEL SSDSC2KB240G8 PHYF850501AB240AGN',
      '/dev/sdb disk scsi 107374182400 false LUN C-Mode 80AG4LfzA7h',
      '/dev/sdc disk scsi 107374182400 false LUN C-Mode 80AG4LfzA7h',
      '/dev/sdd disk sas 1000204886016 true ST1000NX0453 W470AB00',
      '/dev/sde disk sas 1000204886016 true ST1000NX0453 W470AB01',
      '/dev/sdf disk usb 30752636928 unknown Ultra 4C530001230412105433',
      '/dev/mmcblk0 disk mmc 31268536320 false - -',
      '/dev/vda disk virtio 21474836480 unknown - -',
      '/dev/nvme0n1 disk nvme 1920383410176 false SAMSUNG MZQL21T9HCJR-00A07 S64GNE0R800101',
      '/dev/mapper/mpatha mpath scsi 107374182400 false LUN C-Mode 80AG4LfzA7h',
      '/dev/md127 raid1 sas 1000204730368 true - 1c0e9a5d:7b8f3c2a:5d6e7f80:91a2b3c4',
    ]);
    expect(findings).toEqual([]);
    for (const disk of disks) diskSchema.parse(disk);
  },
);

test('both versions of lsblk give the same inventory', async () => {
  const [older, newer] = await Promise.all(
    (['2.38', '2.41'] as const).map((v) => probeDisks({ machine: server(v) })),
  );
  expect(newer).toEqual(older);
});

test('a disk knows its stable names, its vendor where it has one, and what is on it', async () => {
  const { disks } = await probeDisks({ machine: server('2.38') });
  const [sda, sdb] = disks;
  expect(sda).toMatchObject({ partition_table: 'gpt', physical_sector_bytes: 4096 });
  expect(sda?.vendor).toBeUndefined();
  expect(
    sda?.children.map((c) => [c.path, c.partition_number, c.partition_label, c.signature, c.mount_points]),
  ).toEqual([
    ['/dev/sda1', 1, 'EFI System', 'vfat', []],
    ['/dev/sda2', 2, undefined, 'ext4', ['/mnt/old']],
  ]);
  expect(sdb).toMatchObject({ vendor: 'NETAPP', signature: 'mpath_member' });
  expect(sdb?.children[0]).toMatchObject({ path: '/dev/mapper/mpatha', type: 'mpath' });
  expect(disks.find((disk) => disk.type === 'mpath')).toMatchObject({
    links: [
      '/dev/disk/by-id/dm-name-mpatha',
      '/dev/disk/by-id/dm-uuid-mpath-3600a098038304147345d4c667a413768',
    ],
    wwn: '0x600a098038304147345d4c667a413768',
    children: [{ path: '/dev/mapper/mpatha-part1', partition_number: 1 }],
  });
});

test('the stick that a partition of is mounted as medium is the medium, and nothing else is', async () => {
  const { disks, medium } = await probeDisks({ machine: server('2.41') });
  expect(medium).toEqual({ device: '/dev/sdf1', label: 'CDROM', mount_point: '/run/cos/medium' });
  expect(disks.filter((disk) => disk.is_medium).map((disk) => disk.path)).toEqual(['/dev/sdf']);
});

test('links that cannot be listed are a finding; the disks are still there', async () => {
  const { disks, findings } = await probeDisks({
    machine: server('2.41', (line) => line.startsWith('find /dev')),
  });
  expect(disks).toHaveLength(11);
  expect(disks[0]?.links).toEqual([]);
  expect(findings).toEqual([expect.stringContaining('it broke here')]);
});

test('no lsblk, no disks: the probe fails', async () => {
  const machine = server('2.41', (line) => line.startsWith('lsblk'));
  await expect(probeDisks({ machine })).rejects.toThrow(CommandFailed);
});

async function probe(devices: readonly Printed[], devicePaths: Readonly<Record<string, string>> = {}) {
  return probeDisks({ machine: recordingMachine(withDevices(devices, devicePaths)) });
}
const AT_MEDIUM = { mountpoints: ['/run/cos/medium'], fstype: 'iso9660', label: 'CDROM' };

test('a medium in a drive is found, though a drive is no disk', async () => {
  const { disks, medium } = await probe([{ kname: 'sr0', type: 'rom', ...AT_MEDIUM }, { kname: 'sda' }]);
  expect(medium?.device).toBe('/dev/sr0');
  expect(disks.map((disk) => [disk.path, disk.is_medium])).toEqual([['/dev/sda', false]]);
});

test('a hybrid stick mounted as a whole, and one behind device-mapper, are media too', async () => {
  const whole = await probe([{ kname: 'sda', ...AT_MEDIUM, children: [{ kname: 'sda1', type: 'part' }] }]);
  expect(whole.disks[0]?.is_medium).toBe(true);
  const mapped = { kname: 'dm-0', type: 'dm', path: '/dev/mapper/iso', ...AT_MEDIUM };
  const behind = await probe([
    { kname: 'sda', children: [{ kname: 'sda1', type: 'part', children: [mapped] }] },
  ]);
  expect([behind.medium?.device, behind.disks[0]?.is_medium]).toEqual(['/dev/mapper/iso', true]);
});

test('an array is known by the UUID on its members, and says where their superblocks lie', async () => {
  const uuid = '1c0e9a5d:7b8f3c2a:5d6e7f80:91a2b3c4';
  const devices = [{ kname: 'sda', children: [{ kname: 'md127', type: 'raid1' }] }];
  const { outputs } = withDevices(devices);
  const links = `l\tdisk/by-id/md-uuid-${uuid}\t../../md127\n`;
  const machine = recordingMachine({
    outputs: { ...outputs, [FIND_DEV]: links },
    files: { '/sys/dev/block/md127:0/md/metadata_version': '1.0\n' },
  });
  const [sda, array] = (await probeDisks({ machine })).disks;
  expect(array).toMatchObject({ path: '/dev/md127', serial: uuid, array_metadata: '1.0' });
  expect([sda?.serial, sda?.array_metadata]).toEqual([undefined, undefined]);
});

test('an array that has a member on the disk of the medium counts as medium', async () => {
  const md = { kname: 'md0', type: 'raid1' };
  const stick = {
    kname: 'sda',
    children: [
      { kname: 'sda1', type: 'part', ...AT_MEDIUM },
      { kname: 'sda2', type: 'part', children: [md] },
    ],
  };
  const { disks } = await probe([stick]);
  expect(disks.find((disk) => disk.path === '/dev/md0')?.is_medium).toBe(true);
});

test('an array that is not started is no candidate and still seen on its member', async () => {
  const { disks } = await probe([{ kname: 'sda', children: [{ kname: 'md127', type: 'md', size: 0 }] }]);
  expect(disks.map((disk) => disk.path)).toEqual(['/dev/sda']);
  expect(disks[0]?.children[0]).toMatchObject({ path: '/dev/md127', type: 'md', bytes: 0 });
});

test('devices without hardware are left out, an NVMe disk with several paths is not', async () => {
  const virtual = (kname: string) => `../../devices/virtual/block/${kname}`;
  const { disks } = await probe(
    [{ kname: 'zd0' }, { kname: 'nbd0' }, { kname: 'nvme0n1' }, { kname: 'sdb', size: 0 }],
    {
      zd0: virtual('zd0'),
      nbd0: virtual('nbd0'),
      nvme0n1: '../../devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1',
    },
  );
  expect(disks.map((disk) => [disk.path, disk.bus])).toEqual([['/dev/nvme0n1', 'nvme']]);
});

test('a disk that says nothing gets nothing', async () => {
  const { disks } = await probe([
    { kname: 'sda', model: ' ', serial: '', vendor: '0x1af4', 'phy-sec': null, rota: true },
  ]);
  expect(disks[0]).toMatchObject({ bus: 'other', rotational: true, physical_sector_bytes: 512, links: [] });
  expect([disks[0]?.model, disks[0]?.serial, disks[0]?.vendor, disks[0]?.wwn]).toEqual(
    Array(4).fill(undefined),
  );
});

test('files in /dev of the running machine are never read as text', async () => {
  const machine = recordingMachine({
    ...withDevices([{ kname: 'sda' }]),
    files: { '/dev/sda': 'ID_SERIAL_SHORT=WRONG' },
  });
  const base = withDevices([{ kname: 'sda' }]).outputs;
  const outputs = { ...base, [FIND_DEV]: 'f\tsda\t\n' };
  const { disks } = await probeDisks({ machine: { ...machine, run: recordingMachine({ outputs }).run } });
  expect(disks[0]?.serial).toBeUndefined();
});
