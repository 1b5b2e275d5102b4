import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MiB } from '../../src/bytes.ts';
import { USER_DATA } from '../../src/installer/steps/places.ts';
import { EXIT } from '../../src/problem.ts';
import { readTable } from './disk-contents.ts';
import { extFile, withExt } from './ext-contents.ts';
import { ANSWERS, COMPLETE, type Lab, openLab, SECRETS, UNFINISHED } from './lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab({ name: 'exhausted', number: 68 });
  await lab.answers({ serial: 'TARGET-1' });
  await lab.shell.sh(
    // Not a job of this shell, which would say its command line when it ends.
    `(python3 /root/lab/lab.py --watch ${Object.values(SECRETS).join(' ')} & echo $! > /root/lab/watcher)`,
  );
});
afterAll(() => lab?.close());

/** Takes the room of a file system, but for so many bytes (a line of shell). */
const fill = (folder: string, bytes = 0) =>
  `fallocate -l $(($(stat -f -c '%f*%S' ${folder}) - ${bytes})) ${folder}/fill`;
/** The last page of the file that is there already may take some more. */
const FILL_RUN = `${fill('/run')}; cat /dev/zero >> /run/fill 2>/dev/null; true`;

test('no room on /run before the start: said, and nothing is written', async () => {
  await lab.shell.sh(FILL_RUN);
  const ran = await lab.install();
  await lab.shell.sh('rm /run/fill');
  expect(ran.started).toEqual([]);
  expect(ran.code).toBe(EXIT.machine);
  expect(ran.complaints).toMatch(/no space left on device.*\[E493\]/);
});

const LOG_STOPPED = /the log is not complete.*\[W492\]/;

test('no room on /run when the image is mapped: udev never answers, and the step fails in time', async () => {
  const ran = await lab.install(['inside:write-usr', FILL_RUN]);
  await lab.shell.sh('rm /run/fill');
  expect(ran.lines.filter((line) => LOG_STOPPED.test(line))).toHaveLength(1);
  expect(ran.failure).toMatchObject({ step_id: 'write-usr', exit_code: EXIT.write, disk_state: 'unusable' });
  expect(ran.failure?.message).toMatch(/veritysetup: it did not end within/);
  expect(await lab.outcomes()).toEqual(UNFINISHED);
});

test('no room on /run afterwards: the node is complete, and the log says that it is not', async () => {
  const ran = await lab.install(['step-started:verify-files', FILL_RUN]);
  await lab.shell.sh('rm /run/fill');
  expect(ran.lines.filter((line) => LOG_STOPPED.test(line))).toHaveLength(1);
  expect(ran.code).toBe(0);
  expect(await lab.outcomes()).toEqual(COMPLETE);
});

test('ROOT is full while it is written: the step fails, the disk does not boot', async () => {
  const root = '/run/cos-install/root';
  const copying = `command:write-root:${root}/var/lib/extensions/cos-tools.raw`;
  // Half of it the file system keeps for itself (ext4, reserved clusters); the file has more than the other half.
  const ran = await lab.install([copying, fill(root, 32 * MiB)]);
  expect(ran.failure).toMatchObject({ step_id: 'write-root', exit_code: EXIT.write, disk_state: 'unusable' });
  expect(ran.failure?.message).toMatch(/No space left on device|ENOSPC/);
  expect(await lab.outcomes()).toEqual(UNFINISHED);
});

test.each(['+10 years', '-10 years'])(
  'the clock jumps by %s: the node is complete, durations are true',
  async (jump) => {
    const ran = await lab.install(['inside:write-usr', `date -s "${jump}" > /dev/null`]);
    expect(ran.code).toBe(0);
    expect(ran.seconds).toBeGreaterThan(1);
    expect(ran.seconds).toBeLessThan(3600);
    expect(await lab.outcomes()).toEqual(COMPLETE);
  },
);

/** The password's hash in the user data on ROOT, where it belongs, beside the key. */
function passwordHash(target: string): string {
  const root = readTable(target).find(({ label }) => label === 'ROOT');
  const config = root && withExt(target, root, (files) => extFile(files, `/${USER_DATA}`))?.toString();
  expect(config).toContain(SECRETS.auth_key);
  const hash = /\$6\$[^\s'"]+/.exec(config ?? '')?.[0] ?? '';
  expect(hash.length).toBeGreaterThan(90);
  return hash;
}

test('after installations and failures, no secret is left anywhere but on the node itself', async () => {
  const [target, , volume] = lab.stage.disks;
  const { auth_key } = SECRETS;
  const hash = passwordHash(target);
  const onConsole = readFileSync(join(lab.stage.folder, 'console.log'));
  for (const secret of [auth_key, hash]) expect(onConsole.includes(secret)).toBe(false);
  // From here on this test's own commands name them.
  expect(await lab.shell.sh('kill $(cat /root/lab/watcher); cat /root/lab/seen')).toBe('');
  await lab.shell.sh('cos-install report /root/lab/report.tar.gz && mkdir /root/lab/report');
  await lab.shell.sh('tar xzf /root/lab/report.tar.gz -C /root/lab/report');
  await lab.shell.sh('journalctl --no-pager > /root/lab/journal');
  const places = '/run /tmp /var /etc /dev/shm /root/lab/report /root/lab/journal';
  for (const secret of [SECRETS.password, auth_key, hash]) {
    const search = `grep -rlsF -D skip --exclude-dir=medium -e '${secret}' ${places}; true`;
    expect(await lab.shell.sh(search)).toBe('');
    expect(readFileSync(volume).includes(secret)).toBe(false);
  }
  // The search itself must be able to find something.
  expect(await lab.shell.sh(`grep -rlF -e '${auth_key}' /root/lab; true`)).toBe(ANSWERS);
});
