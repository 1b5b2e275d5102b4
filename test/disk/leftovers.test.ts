import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { MiB } from '../../src/bytes.ts';
import type { Disk } from '../../src/disk/disk.ts';
import { assembledPaths, takeApartSteps, wipeStep } from '../../src/disk/leftovers.ts';
import { hasNoTable, isMarked } from '../../src/disk/not-finished.ts';
import { proveWiped } from '../../src/disk/prove-wiped.ts';
import { undoStillGood } from '../../src/disk/undo-found.ts';
import { keepUndoStep, markStep } from '../../src/disk/undo-steps.ts';
import { perform } from '../../src/installer/perform.ts';
import { realMachine } from '../../src/machine.ts';
import type { Step } from '../../src/step.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';
import { aContent, aDisk } from './fixtures.ts';
import { withoutUdev } from './loop-disk.ts';
import { lsblkOutput, type Printed } from './lsblk-output.ts';

// The real wipefs on loop devices.
vi.unmock('execa');

function recorded(serial: string): Disk {
  const disk = recordedMachine('leftovers').disks.find((d) => d.serial === serial);
  if (!disk) throw new Error(`no disk ${serial}`);
  return disk;
}

/** Programs of a step with the device they work on, in order. */
function commands(steps: readonly Step[]): string[] {
  return steps.flatMap((step) =>
    step.run.flatMap((action) =>
      action.do === 'run' && action.argv[0] !== 'blockdev' ? [`${action.argv[0]} ${action.argv.at(-1)}`] : [],
    ),
  );
}

test('a volume group on an array on a partition: wiped and stopped from the top down', () => {
  expect(commands(takeApartSteps(recorded('LEFT-MD-LVM')))).toEqual([
    'wipefs /dev/mapper/oldhost--vg-root',
    'dmsetup /dev/mapper/oldhost--vg-root',
    'wipefs /dev/mapper/oldhost--vg-swap_1',
    'dmsetup /dev/mapper/oldhost--vg-swap_1',
    'wipefs /dev/md127',
    'mdadm /dev/md127',
    'udevadm --timeout=60',
  ]);
});

test('a thin pool that two inner volumes carry: each once, after all that lies on it', () => {
  const paths = assembledPaths(recorded('LEFT-LVM')).map((path) => path.replace('/dev/mapper/pve-', ''));
  expect(paths).toEqual(['root', 'vm--100--disk--0', 'data-tpool', 'data_tmeta', 'data_tdata']);
});

test('volumes of an IMSM container are stopped before it; partitions of an array are wiped within it', () => {
  const part = aContent({ path: '/dev/md126p1', bytes: 5 * MiB });
  const children = [
    aContent({ path: '/dev/md127', type: 'md', bytes: 0 }),
    aContent({ path: '/dev/md126', type: 'raid1', children: [part] }),
  ];
  const disk = aDisk({ children });
  expect(commands([...takeApartSteps(disk), wipeStep(disk, '/run/undo')])).toEqual([
    'wipefs /dev/md126p1',
    'wipefs /dev/md126',
    'mdadm /dev/md126',
    'mdadm /dev/md127',
    'udevadm --timeout=60',
    'wipefs /dev/sda',
  ]);
});

test('where nothing is assembled there is nothing to take apart; partitions first, then the disk', () => {
  const disk = recorded('OLD-COS');
  expect(takeApartSteps(disk)).toEqual([]);
  expect(commands([wipeStep(disk, '/run/undo')]).map((line) => line.replace('wipefs /dev/sdj', ''))).toEqual([
    '1',
    '2',
    '3',
    '4',
    '6',
    '9',
    '',
  ]);
});

const folder = mkdtempSync(join(tmpdir(), 'cos-leftovers-'));
const loops: string[] = [];
afterEach(() => {
  for (const loop of loops.splice(0)) execFileSync('losetup', ['--detach', loop]);
});

const BYTES = 48 * MiB;
const NEW_GUID = '7e8b1406-d903-4c91-b7fb-69e769742c8d';

/** A loop device with two partitions, full of somebody's data. */
function loopDisk(): { loop: string; file: string } {
  const file = join(folder, 'disk.img');
  writeFileSync(file, Buffer.alloc(BYTES, 0xa5));
  execFileSync('sfdisk', ['--quiet', file], { input: 'label: gpt\nsize=8MiB\nsize=16MiB\n' });
  const loop = execFileSync('losetup', ['--find', '--show', '--partscan', file], { encoding: 'utf8' }).trim();
  loops.push(loop);
  execFileSync('partx', ['--update', loop]);
  return { loop, file };
}

function bytesAt(file: string, offset: number, length: number): Buffer {
  const handle = openSync(file, 'r');
  const buffer = Buffer.alloc(length);
  readSync(handle, buffer, 0, length, offset);
  closeSync(handle);
  return buffer;
}

const tools = { machine: withoutUdev, report: { command() {}, line() {}, bytes() {} } };
const isZero = (buffer: Buffer) => buffer.every((byte) => byte === 0);

function onLoop(loop: string): Disk {
  const children = [
    aContent({ path: `${loop}p1`, bytes: 8 * MiB }),
    aContent({ path: `${loop}p2`, bytes: 16 * MiB }),
  ];
  return aDisk({ path: loop, bytes: BYTES, children });
}

test('real leftovers in partitions and at both ends are gone; what lies between is not written', async () => {
  const { loop, file } = loopDisk();
  execFileSync('mkfs.vfat', [`${loop}p1`], { stdio: 'pipe' });
  execFileSync('mkswap', ['--quiet', `${loop}p2`]);
  const disk = onLoop(loop);
  const undoFile = join(folder, 'undo');
  const undoable = { disk, undoFile, diskGuid: NEW_GUID, partitions: [], version: '1' };
  await perform(
    [keepUndoStep(undoable), markStep(undoable)].flatMap(({ run }) => run),
    tools,
  );
  await perform(wipeStep(disk, undoFile).run, tools);
  for (const offset of [MiB, 8 * MiB, 9 * MiB, 24 * MiB, BYTES - MiB])
    expect(isZero(bytesAt(file, offset, MiB)), `at ${offset}`).toBe(true);
  expect(bytesAt(file, 30 * MiB, MiB).every((byte) => byte === 0xa5)).toBe(true);
  expect(isMarked(bytesAt(file, 0, 512)) && hasNoTable(bytesAt(file, 0, 512))).toBe(true);
  expect(isZero(bytesAt(file, 512, 32 * 1024 - 512))).toBe(true);
  expect(await undoStillGood(realMachine, disk)).toMatchObject({ state: 'kept', disk_guid: NEW_GUID });
  await proveWiped(realMachine, loop);
});

test('an array that starts where its disk starts is wiped, and the mark that both begin with stays', async () => {
  const { loop, file } = loopDisk();
  const disk = onLoop(loop);
  const undoable = {
    disk,
    undoFile: join(folder, 'undo-array'),
    diskGuid: NEW_GUID,
    partitions: [],
    version: '1',
  };
  await perform(
    [keepUndoStep(undoable), markStep(undoable)].flatMap(({ run }) => run),
    tools,
  );
  // The superblock of DDF, IMSM, md 0.90 and 1.0 is at the end.
  const bytes = BYTES - 4 * MiB;
  const argv = ['--find', '--show', '--sizelimit', String(bytes), file];
  const array = execFileSync('losetup', argv, { encoding: 'utf8' }).trim();
  loops.push(array);
  // As a volume, for a loop device has no name of md's.
  const volume = aContent({ path: array, type: 'lvm', signature: 'ext4', bytes });
  const steps = takeApartSteps(aDisk({ children: [volume] }));
  const onDevice = steps
    .flatMap(({ run }) => run)
    .filter((action) => action.do !== 'run' || !['dmsetup', 'udevadm'].includes(action.argv[0]));
  await perform(onDevice, tools);
  expect(isMarked(bytesAt(file, 0, 512))).toBe(true);
  expect(isZero(bytesAt(file, bytes - MiB, MiB))).toBe(true);
});

test('a signature that is still there is named, with its place', async () => {
  const { loop } = loopDisk();
  await expect(proveWiped(realMachine, loop)).rejects.toThrow(
    /old contents are still found on \S+: gpt \(0x200\), gpt \(0x2fffe00\), PMBR \(0x1fe\)/,
  );
});

test.each<[string, Printed, string]>([
  [
    'an array that came back',
    {
      kname: 'sda',
      children: [{ kname: 'sda1', type: 'part', children: [{ kname: 'md127', type: 'raid1' }] }],
    },
    '/dev/md127 (raid1)',
  ],
  [
    'a mount',
    { kname: 'sda', children: [{ kname: 'sda1', type: 'part', mountpoints: ['/srv'] }] },
    '/dev/sda1 (/srv)',
  ],
])('%s after wiping stops the installation and is named', async (_, lsblk, holder) => {
  const outputs = { lsblk: lsblkOutput([lsblk]), wipefs: '{"signatures": []}' };
  await expect(proveWiped(recordingMachine({ outputs }), '/dev/sda')).rejects.toThrow(
    `something on /dev/sda is in use again: ${holder}`,
  );
  const idle = {
    ...outputs,
    lsblk: lsblkOutput([{ kname: 'sda', children: [{ kname: 'sda1', type: 'part' }] }]),
  };
  await proveWiped(recordingMachine({ outputs: idle }), '/dev/sda');
});
