import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { MEDIUM_MOUNT_POINT } from '../../src/disk/medium.ts';
import { proveDisk } from '../../src/disk/prove.ts';
import { type Machine, realMachine } from '../../src/machine.ts';
import type { ProveDisk } from '../../src/step.ts';
import { type Behaviour, recordingMachine } from '../recording-machine.ts';
import { lsblkOutput, type Printed, withDevices } from './lsblk-output.ts';

// The real wipefs asks the kernel for a loop device.
vi.unmock('execa');

const part = (...children: Printed[]): Printed => ({ kname: 'sda1', type: 'part', children });
const volume = { kname: 'dm-0', path: '/dev/mapper/vg-a', type: 'lvm' };
const array = (...children: Printed[]): Printed => ({ kname: 'md127', type: 'raid1', children });
const identity = { path: '/dev/sda', bytes: 100e9 };

async function prove(disks: readonly Printed[], more: Partial<ProveDisk> = {}, behaviour: Behaviour = {}) {
  const base = withDevices(disks);
  const machine = recordingMachine({ ...behaviour, outputs: { ...base.outputs, ...behaviour.outputs } });
  await proveDisk(machine, { disk: identity, ...more });
  return machine.done.filter((line) => line.startsWith('wipefs')).map((line) => line.split(' ').at(-1));
}

test('an idle disk is asked for exclusively where nothing lies on it: it, or each partition', async () => {
  expect(await prove([{ kname: 'sda' }])).toEqual(['/dev/sda']);
  expect(await prove([{ kname: 'sda', children: [part()] }])).toEqual(['/dev/sda1']);
});

test('what the plan takes apart may be there, and is asked for itself; a stopped array cannot be', async () => {
  const disk = { kname: 'sda', children: [part(array(volume)), { kname: 'md9', type: 'md', size: 0 }] };
  const takes_apart = ['/dev/mapper/vg-a', '/dev/md127', '/dev/md9'];
  expect(await prove([disk], { takes_apart })).toEqual(['/dev/mapper/vg-a']);
});

test.each<[string, Printed[], Partial<ProveDisk>, Behaviour, string]>([
  ['an array that came since', [array()], {}, {}, 'in use since it was chosen: /dev/md127 (raid1)'],
  [
    'a volume on the array that the plan knows',
    [array(volume)],
    { takes_apart: ['/dev/md127'] },
    {},
    'in use since it was chosen: /dev/mapper/vg-a (lvm)',
  ],
  [
    'a mount of what the plan takes apart',
    [array({ ...volume, mountpoints: ['/srv'] })],
    { takes_apart: ['/dev/mapper/vg-a', '/dev/md127'] },
    {},
    'in use since it was chosen: /dev/mapper/vg-a (/srv)',
  ],
  [
    'a loop device on it',
    [],
    {},
    { files: { '/sys/dev/block/loop3:0/loop/backing_file': '/dev/sda1\n' } },
    'in use since it was chosen: /dev/sda1 (loop /dev/loop3)',
  ],
  [
    'a holder that only the kernel knows',
    [],
    {},
    { fails: (line) => line.startsWith('wipefs') },
    '/dev/sda1 cannot be opened exclusively (it broke here)',
  ],
])('%s: nothing is written', async (_, children, more, behaviour, said) => {
  const disks = [
    { kname: 'sda', children: [part(...children)] },
    { kname: 'loop3', type: 'loop' },
  ];
  await expect(prove(disks, more, behaviour)).rejects.toThrow(said);
});

test('another disk that has joined is named', async () => {
  const both = ['sda', 'sdb'].map((kname) => ({ kname, children: [array()] }));
  await expect(prove(both, { takes_apart: ['/dev/md127'] })).rejects.toThrow(
    '/dev/sda and /dev/sdb belong together: /dev/md127;',
  );
});

test('the medium is never written to, mounted or not any more', async () => {
  const volume = { label: 'CDROM', uuid: '2026-11-21-12-00-00-00' };
  const stick = (mountpoints: string[]) => [
    { kname: 'sda', children: [{ kname: 'sda1', type: 'part', ...volume, mountpoints }] },
  ];
  const said = '/dev/sda carries the medium that this installer runs from; it is never a target';
  await expect(prove(stick([MEDIUM_MOUNT_POINT]))).rejects.toThrow(said);
  await expect(prove(stick([]), { medium: volume })).rejects.toThrow(
    '/dev/sda is a copy of the medium that this installer runs from',
  );
  expect(await prove(stick([]), { medium: { ...volume, uuid: 'other' } })).toEqual(['/dev/sda1']);
});

test('a real device that is mounted out of sight is not given exclusively', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cos-prove-'));
  const [file, at] = [join(folder, 'disk.img'), join(folder, 'at')];
  closeSync(openSync(file, 'w'));
  truncateSync(file, 8 << 20);
  mkdirSync(at);
  const loop = execFileSync('losetup', ['--find', '--show', file], { encoding: 'utf8' }).trim();
  try {
    execFileSync('mkfs.ext4', ['-q', loop]);
    const seen = lsblkOutput([{ kname: 'sda', path: loop, size: 8 << 20 }]);
    const machine: Machine = {
      ...recordingMachine(),
      run: async (argv, options) =>
        argv[0] === 'wipefs'
          ? realMachine.run(argv, options)
          : { stdout: argv[0] === 'lsblk' ? seen : '', stderr: '' },
    };
    const disk = { path: loop, bytes: 8 << 20 };
    await proveDisk(machine, { disk });
    execFileSync('mount', [loop, at]);
    try {
      await expect(proveDisk(machine, { disk })).rejects.toThrow(`${loop} cannot be opened exclusively`);
    } finally {
      execFileSync('umount', [at]);
    }
  } finally {
    execFileSync('losetup', ['--detach', loop]);
  }
});
