import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { MiB } from '../../src/bytes.ts';
import type { Content, Disk } from '../../src/disk/disk.ts';
import { wipeStep } from '../../src/disk/leftovers.ts';
import { listBlockDevices } from '../../src/disk/lsblk.ts';
import { markDisk } from '../../src/disk/mark.ts';
import { isMarked, NOT_FINISHED } from '../../src/disk/not-finished.ts';
import { proveRestorable, restore } from '../../src/disk/restore.ts';
import { undoInArea, undoInFile } from '../../src/disk/undo-found.ts';
import { endUndoStep, keepUndoStep, markStep } from '../../src/disk/undo-steps.ts';
import { perform } from '../../src/installer/perform.ts';
import { type Machine, realMachine } from '../../src/machine.ts';
import { findEntry } from '../../src/problems/explained/entry.ts';
import type { Action } from '../../src/step.ts';
import { aContent, aDisk } from './fixtures.ts';
import { BYTES, LoopDisk, withoutUdev } from './loop-disk.ts';

// The real programs on loop devices.
vi.unmock('execa');

const GUID = '7e8b1406-d903-4c91-b7fb-69e769742c8d';
const NEW_TABLE = `label: gpt
label-id: ${GUID}
unit: sectors

1 : start=2048, size=16384, uuid=2f169f9b-4e6a-4024-b522-09cd5410ebb8
9 : start=20480, size=32768, uuid=cc2dc8d8-adb6-4396-85fa-188ed5f0d8a4
`;
const PARTITIONS = [
  { start_bytes: MiB, bytes: 8 * MiB },
  { start_bytes: 10 * MiB, bytes: 16 * MiB },
];
const tools = { machine: withoutUdev, report: { command() {}, line() {}, bytes() {} } };

/** The disk as a probe would see it. */
async function seen(loop: LoopDisk): Promise<Disk> {
  const found = (await listBlockDevices(realMachine)).find(({ path }) => path === loop.path);
  const children = (found?.children ?? []).map(
    ({ path, size }): Content => aContent({ path, bytes: size ?? 0 }),
  );
  return aDisk({ path: loop.path, bytes: BYTES, children });
}

type Until = 'mark' | 'wipe' | 'table' | 'end';

/** An installation that goes as far as `until` and is cut then. */
async function install(loop: LoopDisk, until: Until): Promise<string> {
  const disk = await seen(loop);
  const undoFile = join(loop.folder, 'undo');
  const undoable = { disk, undoFile, diskGuid: GUID, partitions: PARTITIONS, version: '1.2.3' };
  const script = join(loop.folder, 'table');
  const table: Action = { do: 'write-table', device: disk.path, script: NEW_TABLE, file: script };
  const parts = [
    ['mark', [...keepUndoStep(undoable).run, ...markStep(undoable).run]],
    ['wipe', wipeStep(disk, undoFile).run],
    ['table', [table, { do: 'reread-table', device: disk.path, partitions: [] }]],
    ['end', endUndoStep(undoable).run],
  ] as const satisfies readonly (readonly [Until, readonly Action[]])[];
  for (const [name, actions] of parts) {
    await perform(actions, tools);
    if (name === until) break;
  }
  return undoFile;
}

const OLD: Record<string, (loop: LoopDisk) => void> = {
  'an MS-DOS table with boot code and a partition in the first MiB': (loop) => {
    loop.partition('label: dos\nstart=63, size=20000\nsize=30000, type=5\nsize=9000\n');
    loop.run(['mkfs.ext4', '-q', '-F', 'DISKp1']);
    loop.write(0, Buffer.alloc(440, 'old boot code '));
  },
  'a GPT with file systems': (loop) => {
    loop.partition('label: gpt\nsize=16MiB\nsize=8MiB\n');
    loop.run(['mkfs.vfat', 'DISKp1']);
    loop.run(['mkfs.ext4', '-q', '-F', 'DISKp2']);
  },
  'one file system on the whole disk': (loop) => loop.run(['mkfs.ext4', '-q', '-F', 'DISK']),
  'swap, and a signature where a new partition will end': (loop) => {
    loop.run(['mkswap', '--quiet', 'DISK']);
    // An ext4 magic number 1080 bytes into the second new partition (ext4(5)).
    loop.write(10 * MiB + 1080, Buffer.from([0x53, 0xef]));
  },
  'a member of an array with its superblock at the end': (loop) => {
    // Metadata 1.0: magic and version, 8 KiB before the end on a boundary of 4 KiB (md(4)).
    const superblock = Buffer.alloc(4096);
    superblock.writeUInt32LE(0xa92b4efc, 0);
    superblock.writeUInt32LE(1, 4);
    loop.write(BYTES - 8192, superblock);
  },
  'nothing that anybody knows': () => {},
};

const cases = Object.keys(OLD).flatMap((old) =>
  (['mark', 'table'] as const).map((until) => [old, until] as const),
);
test.each(cases)('%s, cut after %s: restored byte for byte from the disk alone', async (old, until) => {
  const loop = new LoopDisk();
  OLD[old]?.(loop);
  const before = loop.hash();
  await install(loop, until);
  expect(loop.hash()).not.toBe(before);
  expect(isMarked(loop.content())).toBe(true);
  const undo = await undoInArea(realMachine, loop.path);
  if (!undo) throw new Error('no undo data on the disk');
  const what = await proveRestorable(realMachine, loop.path, undo);
  expect(what.missing).toEqual([]);
  await restore(withoutUdev, undo, what);
  expect(loop.hash()).toBe(before);
});

test('udev has seen the old partitions again before anything of them is shown', async () => {
  const loop = new LoopDisk();
  OLD['a GPT with file systems']?.(loop);
  await install(loop, 'mark');
  const undo = await undoInArea(realMachine, loop.path);
  if (!undo) throw new Error('no undo data on the disk');
  const ran: string[] = [];
  const machine: Machine = {
    ...withoutUdev,
    run: (argv, options) => {
      ran.push(argv.slice(0, 2).join(' '));
      return withoutUdev.run(argv, options);
    },
  };
  await restore(machine, undo, await proveRestorable(realMachine, loop.path, undo));
  expect(ran.lastIndexOf('blockdev --rereadpt')).toBeGreaterThan(0);
  expect(ran.at(-1)).toBe('udevadm settle');
});

test('cut between mark and undo data, the line of dd that E475 names brings the old partitions back', async () => {
  const loop = new LoopDisk();
  OLD['a GPT with file systems']?.(loop);
  const before = loop.content();
  await markDisk(withoutUdev, loop.path, 'clear');
  expect(loop.content().equals(before)).toBe(false);
  const [, line = ''] = /`dd ([^`]+)`/.exec(findEntry('E475')?.explanation.next.en ?? '') ?? [];
  loop.run(['dd', ...line.replaceAll('=DISK', `=${loop.path}`).split(' ')]);
  expect(loop.content().subarray(440).equals(before.subarray(440))).toBe(true);
});

test('strings tells a person what happened, when, and what to do; the disk itself has no table', async () => {
  const loop = new LoopDisk();
  OLD['a GPT with file systems']?.(loop);
  await install(loop, 'wipe');
  const words = loop.content().toString('latin1', 0, MiB);
  expect(words.split(NOT_FINISHED), 'in the first sector and in the area').toHaveLength(3);
  expect(words).toContain('cos-install restore-table');
  expect(words).toMatch(/"made": "20\d\d-/);
  expect(words).toContain('"version": "1.2.3"');
  expect(words).toContain('label: gpt');
});

test('a second installation that is cut keeps what the first one found, not what it left', async () => {
  const loop = new LoopDisk();
  OLD['a GPT with file systems']?.(loop);
  const before = loop.hash();
  await install(loop, 'table');
  const undoFile = await install(loop, 'wipe');
  const undo = await undoInFile(realMachine, undoFile);
  await restore(withoutUdev, undo, await proveRestorable(realMachine, loop.path, undo));
  expect(loop.hash()).toBe(before);
});

test.each<[string, Until, (loop: LoopDisk) => void, string]>([
  [
    'the system was begun to be written',
    'end',
    () => {},
    'its former contents are lost. Nothing was written now',
  ],
  [
    'somebody made another table',
    'wipe',
    (loop) => loop.partition('label: gpt\nsize=9MiB\n'),
    'another partition table',
  ],
  [
    'somebody made another table and kept the boot code',
    'wipe',
    (loop) => loop.run(['fdisk', '--protect-boot', 'DISK'], 'g\nn\n\n\n\nw\nq\n'),
    'another partition table',
  ],
  [
    'somebody wrote boot code',
    'table',
    (loop) => loop.write(0, Buffer.alloc(440)),
    'no mark in its first sector',
  ],
])('%s: nothing is put back, and the reason said', async (_, until, change, reason) => {
  const loop = new LoopDisk();
  const undoFile = await install(loop, until);
  try {
    change(loop);
  } catch {
    // fdisk is not content with a loop device that it cannot read again.
  }
  const undo = await undoInFile(realMachine, undoFile);
  const now = loop.hash();
  await expect(proveRestorable(realMachine, loop.path, undo)).rejects.toThrow(reason);
  expect(loop.hash()).toBe(now);
});

test('what cannot be made smaller stays in memory; the disk says what it has no room for', async () => {
  const loop = new LoopDisk();
  const { randomBytes } = await import('node:crypto');
  OLD['a GPT with file systems']?.(loop);
  loop.write(2 * MiB - 4096, randomBytes(20 * MiB));
  const before = loop.hash();
  const undoFile = await install(loop, 'wipe');
  const onDisk = await undoInArea(realMachine, loop.path);
  if (!onDisk) throw new Error('no undo data on the disk');
  const what = await proveRestorable(realMachine, loop.path, onDisk);
  expect(what.missing.length).toBeGreaterThan(0);
  expect(what.back.map(({ offset }) => offset)).toEqual(expect.arrayContaining([0, BYTES - 32 * 1024]));
  const whole = await undoInFile(realMachine, undoFile);
  await restore(withoutUdev, whole, await proveRestorable(realMachine, loop.path, whole));
  expect(loop.hash()).toBe(before);
});
