import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Content } from '../../src/disk/disk.ts';
import { MOUNTED_AT } from '../../src/installer/answer-source.ts';
import type { Inventory } from '../../src/installer/inventory.ts';
import { answersText, saveAnswers } from '../../src/installer/save-answers.ts';
import { type Machine, realMachine } from '../../src/machine.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';

const VOLUME = { volume: 'COS-ANSWERS' } as const;
const SAVED_AT = '/run/cos-install/save';
const document = { version: 1, role: 'controller', system: { password_hash: '$6$salt$hash' } };
const server = recordedMachine('nvme-server');

const partition = (changes: Partial<Content>): Content => ({
  path: '/dev/sdz1',
  type: 'part',
  bytes: 1e9,
  mount_points: [],
  children: [],
  ...changes,
});

/** The machine with one more partition, on its first disk. */
function withPartition(changes: Partial<Content>, inventory = server): Inventory {
  const [first, ...others] = inventory.disks;
  if (!first) throw new Error('no disk');
  return { ...inventory, disks: [{ ...first, children: [partition(changes)] }, ...others] };
}
const stick = (changes: Partial<Content> = {}) => withPartition({ label: 'COS-ANSWERS', ...changes });

test('a second stick: mounted, the file written for root alone, unmounted', async () => {
  const machine = recordingMachine();
  const saved = await saveAnswers(document, VOLUME, { inventory: stick(), machine });
  const bytes = answersText(document).reveal().length;
  const file = `${server.dmi.serial}.yaml`;
  expect(saved).toEqual({ file, device: '/dev/sdz1' });
  expect(machine.done).toEqual([
    `mount --mkdir --rw --options nosuid,nodev,noexec /dev/sdz1 ${SAVED_AT}`,
    `write ${SAVED_AT}/${file} 600 ${bytes}`,
    `umount ${SAVED_AT}`,
  ]);
});

test('one that the search for answers has mounted read-only is unmounted first', async () => {
  const machine = recordingMachine();
  await saveAnswers(document, VOLUME, { inventory: stick({ mount_points: [MOUNTED_AT] }), machine });
  expect(machine.done.slice(0, 2)).toEqual([`umount ${MOUNTED_AT}`, expect.stringContaining('/dev/sdz1')]);
});

test('one that the operator has mounted is written to where it is, and stays mounted', async () => {
  const machine = recordingMachine();
  const inventory = stick({ mount_points: ['/mnt'] });
  expect(await saveAnswers(document, VOLUME, { inventory, machine })).toMatchObject({ device: '/dev/sdz1' });
  expect(machine.done).toEqual([expect.stringMatching(/^write \/mnt\//)]);
});

test.each([
  ['no serial number', { serial: undefined }, /^[0-9a-f]{2}(-[0-9a-f]{2}){5}\.yaml$/],
  ['a serial number that FAT cannot have as a name', { serial: 'A:1?' }, /^[0-9a-f-]{17}\.yaml$/],
])('%s: the file is called by a card, without colons', async (_, dmi, name) => {
  const inventory = { ...stick(), dmi: { ...server.dmi, ...dmi } };
  const saved = await saveAnswers(document, VOLUME, { inventory, machine: recordingMachine() });
  expect(saved).toMatchObject({ file: expect.stringMatching(name) });
});

test('neither serial number nor card: default.yaml, and not the file for many nodes', async () => {
  const inventory = { ...stick(), dmi: {}, links: [] };
  const saved = await saveAnswers(document, VOLUME, { inventory, machine: recordingMachine() });
  expect(saved).toMatchObject({ file: 'default.yaml' });
});

test('without a stick it is said what to plug in, and nothing is mounted', async () => {
  const machine = recordingMachine();
  const saved = await saveAnswers(document, VOLUME, { inventory: server, machine });
  expect(saved).toMatchObject({ problem: { code: 'save.no-volume', args: { label: 'COS-ANSWERS' } } });
  expect(machine.done).toEqual([]);
});

test('on the node: beside its user_data, on the ROOT of the disk that was installed', async () => {
  const machine = recordingMachine();
  const inventory = withPartition({ partition_label: 'ROOT' });
  const [disk] = inventory.disks;
  const saved = await saveAnswers(document, { node: disk?.path ?? '' }, { inventory, machine });
  const file = 'var/lib/coreos-install/answers.yaml';
  expect(saved).toEqual({ file, device: '/dev/sdz1' });
  expect(machine.done[1]).toMatch(new RegExp(`^write ${SAVED_AT}/${file} 600 `));
});

test('a disk without a node is not written to', async () => {
  const machine = recordingMachine();
  const saved = await saveAnswers(document, { node: '/dev/nothing' }, { inventory: stick(), machine });
  expect(saved).toMatchObject({ problem: { code: 'save.no-node' } });
  expect(machine.done).toEqual([]);
});

const failing = (code: string): Pick<Machine, 'run' | 'writeFile'> & { readonly done: string[] } => ({
  ...recordingMachine(),
  writeFile: async () => {
    throw Object.assign(new Error(`${code}: it failed, write`), { code });
  },
});

test.each([
  ['ENOSPC', 'save.full'],
  ['EROFS', 'save.read-only'],
  ['EIO', 'save.failed'],
])('a stick that answers %s: a sentence (%s), and it is unmounted', async (code, sentence) => {
  const machine = failing(code);
  const saved = await saveAnswers(document, VOLUME, { inventory: stick(), machine });
  expect(saved).toMatchObject({ problem: { code: sentence, args: { device: '/dev/sdz1' } } });
  expect(machine.done.at(-1)).toBe(`umount ${SAVED_AT}`);
});

test.each(['mount', 'umount'])('a failing %s is a sentence too', async (command) => {
  const machine = recordingMachine({ fails: (line) => line.startsWith(command) });
  const saved = await saveAnswers(document, VOLUME, { inventory: stick(), machine });
  expect(saved).toMatchObject({ problem: { code: 'save.failed' } });
});

test('a bug is no sentence', async () => {
  const machine = {
    ...recordingMachine(),
    writeFile: async () => {
      throw new TypeError('x is not a function');
    },
  };
  await expect(saveAnswers(document, VOLUME, { inventory: stick(), machine })).rejects.toThrow(TypeError);
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cos-save-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('on a real file system: mode 0600 whatever was there, whole or not at all', async () => {
  const machine = { run: recordingMachine().run, writeFile: realMachine.writeFile };
  const inventory = stick({ mount_points: [folder] });
  const saved = await saveAnswers(document, VOLUME, { inventory, machine });
  if ('problem' in saved) throw new Error(saved.problem.code);
  expect(saved.file).toBe(join(folder, `${server.dmi.serial}.yaml`));
  expect(statSync(saved.file).mode & 0o777).toBe(0o600);
  expect(readFileSync(saved.file, 'utf8')).toBe(answersText(document).reveal());
  expect(readdirSync(folder)).toHaveLength(1);
});

test('what could not be saved leaves nothing behind', async () => {
  const machine = { run: recordingMachine().run, writeFile: realMachine.writeFile };
  const inventory = stick({ mount_points: [folder] });
  mkdirSync(join(folder, `${server.dmi.serial}.yaml`));
  expect(await saveAnswers(document, VOLUME, { inventory, machine })).toMatchObject({
    problem: { code: 'save.failed' },
  });
  expect(readdirSync(folder)).toEqual([`${server.dmi.serial}.yaml`]);
});
