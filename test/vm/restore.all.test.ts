import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../../src/problem.ts';
import { copySparse } from './disk-contents.ts';
import { type Lab, openLab, type Ran, UNFINISHED } from './lab.ts';
import { oldSystemDisk } from './old-system.ts';
import { isSameDisk } from './same-disk.ts';

const RESTORE = 'cos-install restore-table --yes';
/** The last wipefs(8) of the step: the partitions' signatures are gone by then. */
const LATE_IN_WIPE = 'command:wipe:wipefs --all --quiet --types nodos /dev/vda';

let lab: Lab;
let before: string;
beforeAll(async () => {
  lab = await openLab({ name: 'restore', number: 62 }, (options) => {
    const [target] = options.disks;
    before = oldSystemDisk(dirname(target?.file ?? ''), 'before.img');
    copySparse(before, target?.file ?? '');
    return options;
  });
  await lab.answers({ serial: 'TARGET-1' });
});
afterAll(() => lab?.close());

async function isAsBefore(): Promise<boolean> {
  await lab.shell.sh('sync');
  const [target] = lab.stage.disks;
  return isSameDisk(target, before);
}

async function killedAt(when: string): Promise<Ran> {
  const ran = await lab.install([when, 'kill']);
  expect(ran).toMatchObject({ code: -9, undone_acts: [] });
  return ran;
}

async function expectMarked(): Promise<void> {
  expect(await lab.outcomes()).toEqual(UNFINISHED);
  expect(await isAsBefore()).toBe(false);
}

/** Puts the old contents back: every byte of the disk is as it was, and its partitions are known again. */
async function expectRestored(source: RegExp): Promise<void> {
  const said = await lab.shell.sh(RESTORE);
  expect(said).toMatch(source);
  expect(said).not.toMatch(/NOT put back/);
  expect(said).toMatch(/vda1\s.*vfat[\s\S]*vda2\s.*ext4/);
  expect(await isAsBefore()).toBe(true);
}

async function expectRefused(number: RegExp): Promise<void> {
  const copy = join(dirname(before), 'refused.img');
  await lab.shell.sh('sync');
  copySparse(lab.stage.disks[0], copy);
  const { status, output } = await lab.shell.run(RESTORE);
  expect(output).toMatch(number);
  expect(status).toBe(EXIT.machine);
  await lab.shell.sh('sync');
  expect(isSameDisk(lab.stage.disks[0], copy)).toBe(true);
}

test('killed while the old contents are read: the disk was not written to, and nothing is put back', async () => {
  await killedAt('working:keep-undo');
  expect(await isAsBefore()).toBe(true);
  await expectRefused(/\[E47[58]\]/);
});

test.each([
  ['once it is marked', 'step-finished:mark'],
  ['while it is wiped', 'inside:wipe'],
  ['when its partitions were wiped', LATE_IN_WIPE],
])('killed %s: the whole disk comes back', async (_, when) => {
  await killedAt(when);
  await expectMarked();
  await expectRestored(/^Undo data: \/run\/cos-install\/undo-vda,/m);
});

test('killed, and what was in memory is lost: the disk itself gives the whole disk back', async () => {
  await killedAt(LATE_IN_WIPE);
  await lab.shell.sh('rm /run/cos-install/undo-vda');
  await expectMarked();
  await expectRestored(/^Undo data: the disk itself,/m);
});

test('killed twice: what the first installation found comes back', async () => {
  await killedAt(LATE_IN_WIPE);
  await killedAt(LATE_IN_WIPE);
  await expectMarked();
  await expectRestored(/^Undo data: /m);
});

test('aborted while it is wiped: the advice says so, and the whole disk comes back', async () => {
  const ran = await lab.install([LATE_IN_WIPE, 'kill -INT $INSTALLER']);
  expect(ran).toMatchObject({ code: EXIT.aborted, failure: { step_id: 'wipe', restorable: true } });
  expect(ran.failure?.advice).toMatch(/can still be put back: cos-install restore-table \/dev\/vda\./);
  await expectMarked();
  await expectRestored(/^Undo data: /m);
});

test('killed once the former contents are given up: refused, and nothing is written', async () => {
  await killedAt('step-finished:end-undo');
  expect(await lab.outcomes()).toEqual(UNFINISHED);
  await expectRefused(/\[E477\]/);
  await lab.shell.sh('rm /run/cos-install/undo-vda');
  await expectRefused(/\[E477\]/);
});
