import { expect, test } from 'vitest';
import { rereadTable } from '../../src/disk/reread-table.ts';
import { writeTable } from '../../src/disk/write-table.ts';
import { CommandFailed, type Machine } from '../../src/machine.ts';
import { recordingMachine } from '../recording-machine.ts';
import { lsblkOutput } from './lsblk-output.ts';

const GUID = '7e8b1406-d903-4c91-b7fb-69e769742c8d';
const PART = '2f169f9b-4e6a-4024-b522-09cd5410ebb8';
const SCRIPT = `label: gpt\nlabel-id: ${GUID}\n\n1 : start=2048, size=9, uuid=${PART}\n`;
const wanted = { device: '/dev/sda', script: SCRIPT, file: '/run/table' };

/** fdisk ends like this; it has written the table by then, or not. */
function ending(stderr: string, written = SCRIPT): Machine {
  const machine = recordingMachine({ outputs: { 'sfdisk --dump /dev/sda': written } });
  return {
    ...machine,
    run: async (argv, options) => {
      if (argv[0] === 'fdisk') throw new CommandFailed(argv, 1, '', stderr, 'exit code 1');
      return machine.run(argv, options);
    },
  };
}

test('fdisk gets the script by a file, and leaves boot code and signatures of the disk alone', async () => {
  const machine = recordingMachine();
  await writeTable(machine, wanted);
  expect(machine.stdins).toEqual(['I\n/run/table\nw\n']);
  expect(machine.done).toContain('fdisk --protect-boot --wipe never --wipe-partitions always /dev/sda');
});

test('a table that the kernel did not read again yet is written all the same', async () => {
  await writeTable(ending('Re-reading the partition table failed.: Device or resource busy\n'), wanted);
});

test.each([
  ['cannot write', ending('fdisk: cannot write disk label: Input/output error'), /exit code 1/],
  ['another table', recordingMachine({ outputs: { 'sfdisk --dump /dev/sda': 'label: dos' } }), /found none/],
  [
    'a line left out',
    recordingMachine({ outputs: { sfdisk: SCRIPT.split('1 :')[0] ?? '' } }),
    /did not write/,
  ],
])('fdisk: %s is an error', async (_, machine, message) => {
  await expect(writeTable(machine, wanted)).rejects.toThrow(message);
});

const PARTITIONS = [`/dev/disk/by-partuuid/${PART}`];

/** A kernel that refuses so many times, to read the whole table and to change one partition. */
function refusing(times: { whole: number; parts: number }, mountpoint?: string) {
  const left = { ...times };
  const children = [{ kname: 'sda1', type: 'part', mountpoints: mountpoint ? [mountpoint] : [] }];
  return recordingMachine({
    outputs: { lsblk: lsblkOutput([{ kname: 'sda', children }]) },
    fails: (line) => {
      if (line.startsWith('blockdev --rereadpt')) return left.whole-- > 0;
      return line.startsWith('partx') && left.parts-- > 0;
    },
  });
}

const count = (done: readonly string[], start: string) =>
  done.filter((line) => line.startsWith(start)).length;

test.each([
  ['at once', { whole: 0, parts: 0 }, 1, 0],
  ['partition by partition where the whole is refused', { whole: 1, parts: 0 }, 1, 1],
  ['at the third attempt', { whole: 2, parts: 2 }, 3, 2],
])('the kernel takes the table %s', async (_, times, whole, parts) => {
  const machine = refusing(times);
  await rereadTable(machine, '/dev/sda', PARTITIONS);
  expect(count(machine.done, 'blockdev --rereadpt /dev/sda')).toBe(whole);
  expect(count(machine.done, 'partx --update /dev/sda')).toBe(parts);
  expect(machine.done[0]).toBe('udevadm settle --timeout=60');
  expect(machine.done.at(-1)).toBe(`udevadm wait --settle --timeout=60 ${PARTITIONS[0]}`);
});

test('a kernel that keeps the old table: after five attempts the holder is named', async () => {
  const machine = refusing({ whole: 99, parts: 99 }, '/srv');
  await expect(rereadTable(machine, '/dev/sda', PARTITIONS)).rejects.toThrow(
    'the kernel keeps the old partition table of /dev/sda (it broke here); it is in use by: /dev/sda1 (/srv)',
  );
  expect(count(machine.done, 'blockdev --rereadpt')).toBe(5);
  expect(count(machine.done, 'udevadm wait')).toBe(0);
});
