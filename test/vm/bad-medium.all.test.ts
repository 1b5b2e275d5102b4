import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../../src/problem.ts';
import { FORGET, filesOfMedium, flippedIn, type OnMedium } from './bad-medium.ts';
import { sha256 } from './disks.ts';
import { FaultyDisk } from './faulty-disk.ts';
import { type Lab, openLab, type Ran } from './lab.ts';
import { freshFolder, ISO } from './qemu.ts';

/** The installer lies in here; a program that cannot be read is ended by the kernel (signal(7), SIGBUS). */
const INSTALLER = 'cos-tools.raw';
const SIGBUS = 7;

let lab: Lab;
let medium: FaultyDisk;
beforeAll(async () => {
  medium = await new FaultyDisk(ISO, join(freshFolder('bad-medium-medium'), 'socket')).listen();
  lab = await openLab({ name: 'bad-medium', number: 65 }, (options) => ({
    ...options,
    medium: { as: 'cd', file: medium.address },
  }));
  await lab.answers({ serial: 'TARGET-1' });
});
afterAll(async () => {
  await lab?.close();
  medium?.close();
});

/** Installs while one bit of this file is another one. */
async function installWith(file: OnMedium): Promise<Ran> {
  medium.behave = flippedIn(file);
  await lab.shell.sh(FORGET);
  try {
    return await lab.install();
  } finally {
    medium.behave = () => 'good';
    await lab.shell.sh(FORGET);
  }
}

test.each(filesOfMedium())('one flipped bit in $name: refused before the first write', async (file) => {
  const [target] = lab.stage.disks;
  const before = await sha256(target);
  const ran = await installWith(file);
  const isInstaller = basename(file.name) === INSTALLER;
  expect(isInstaller ? [EXIT.medium, -SIGBUS] : [EXIT.medium]).toContain(ran.code);
  expect(ran.started).not.toContain('prove-target');
  expect(await sha256(target)).toBe(before);
});

test('the same machine, and the medium as it should be: nothing of it is refused', async () => {
  expect(await lab.install()).toMatchObject({ code: 0, complaints: '' });
});
