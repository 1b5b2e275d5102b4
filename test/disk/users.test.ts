import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { listBlockDevices } from '../../src/disk/lsblk.ts';
import { readDeviceUsers } from '../../src/disk/users.ts';
import { realMachine } from '../../src/machine.ts';
import { type Behaviour, recordingMachine } from '../recording-machine.ts';
import { lsblkOutput, type Printed } from './lsblk-output.ts';

// The real find and loop devices.
vi.unmock('execa');

async function users(devices: readonly Printed[], more: Behaviour = {}) {
  const outputs = { lsblk: lsblkOutput(devices), ...more.outputs };
  const machine = recordingMachine({ ...more, outputs });
  const found = await readDeviceUsers({ machine }, await listBlockDevices(machine));
  return { found: Object.fromEntries(found), done: machine.done };
}

test('an idle machine: one look at the processes, and nobody', async () => {
  const { found, done } = await users([
    { kname: 'sda', children: [{ kname: 'sda1', type: 'part', fstype: 'xfs' }] },
  ]);
  expect(found).toEqual({});
  expect(done.filter((line) => line.startsWith('find')).map((line) => line.split(' ')[1])).toEqual(['/proc']);
});

test('a loop device on a partition, by any of its names; one on a file is nobody', async () => {
  const devices = [
    { kname: 'sda', children: [{ kname: 'dm-3', path: '/dev/mapper/vg-a', type: 'lvm' }] },
    { kname: 'loop3', type: 'loop' },
    { kname: 'loop4', type: 'loop' },
  ];
  const files = {
    '/sys/dev/block/loop3:0/loop/backing_file': '/dev/mapper/vg-a\n',
    '/sys/dev/block/loop4:0/loop/backing_file': '/srv/image.iso\n',
  };
  const { found } = await users(devices, { files });
  expect(found).toEqual({ 'dm-3': [{ kind: 'loop', name: '/dev/loop3' }] });
});

test('every device of a mounted btrfs, an imported pool, a registered bcache', async () => {
  const devices = [
    { kname: 'sda', fstype: 'btrfs' },
    { kname: 'sdb', fstype: 'btrfs' },
    { kname: 'sdc', fstype: 'zfs_member', label: 'tank' },
    { kname: 'sdd', fstype: 'zfs_member', label: 'old' },
    { kname: 'sde', fstype: 'bcache' },
    { kname: 'sdf', fstype: 'bcache' },
    { kname: 'sdg', fstype: 'bcache' },
  ];
  const btrfs = String.raw`find /sys/fs/btrfs -mindepth 3 -maxdepth 3 -path */devices/* -printf %f\t%P\n`;
  const zfs = String.raw`find /proc/spl/kstat/zfs -mindepth 1 -maxdepth 1 -type d -printf %f\n`;
  const outputs = { [btrfs]: 'sda\tu1/devices/sda\nsdb\tu1/devices/sdb\n', [zfs]: 'tank\n' };
  const files = {
    '/sys/dev/block/sde:0/bcache/state': 'clean\n',
    '/sys/dev/block/sdf:0/bcache/cache_replacement_policy': '[lru] fifo random\n',
  };
  const { found } = await users(devices, { outputs, files });
  expect(found).toEqual({
    sda: [{ kind: 'btrfs', name: 'u1' }],
    sdb: [{ kind: 'btrfs', name: 'u1' }],
    sdc: [{ kind: 'zfs', name: 'tank' }],
    sde: [{ kind: 'bcache', name: 'backing device' }],
    sdf: [{ kind: 'bcache', name: 'cache' }],
  });
});

test('links that cannot be read keep nobody from looking', async () => {
  const { found } = await users([{ kname: 'sda', fstype: 'btrfs' }], {
    fails: (line) => line.startsWith('find'),
  });
  expect(found).toEqual({});
});

test('a process that has a real device open for writing is named; a reader is not', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'cos-users-')), 'disk.img');
  closeSync(openSync(file, 'w'));
  truncateSync(file, 1 << 20);
  const loop = execFileSync('losetup', ['--find', '--show', file], { encoding: 'utf8' }).trim();
  try {
    const look = async () => {
      const top = await listBlockDevices(realMachine);
      return (await readDeviceUsers({ machine: realMachine }, top)).get(loop.replace('/dev/', ''));
    };
    const reader = openSync(loop, 'r');
    expect(await look()).toBeUndefined();
    const writer = openSync(loop, 'r+');
    expect(await look()).toEqual([{ kind: 'process', name: expect.stringContaining(`(${process.pid})`) }]);
    for (const handle of [reader, writer]) closeSync(handle);
  } finally {
    execFileSync('losetup', ['--detach', loop]);
  }
});
