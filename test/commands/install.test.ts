import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NO_DISK } from './fitting-machine.ts';
import { cosInstall, RECORDED_INSTALL } from './program.ts';
import { canTry, eventsIn, NAMESPACE, recordedFiles } from './recorded.ts';

const NO_MEDIUM = 'test/machines/small-and-read-only.json';
const { path, answers, machine } = recordedFiles();

describe.skipIf(process.getuid?.() !== 0)('without root (drops it, which needs root)', () => {
  test.each([[['install', 'test/answers/minimal.yaml']], [['wizard']]])(
    '%j says so and exits 2',
    async (args) => {
      const through = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
      const { code, stdout, stderr } = await cosInstall(args, { through });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toBe('Require Root Privilege: installing needs root; start it with sudo [E410]\n');
    },
  );
});

describe.skipIf(!canTry())('as root (needs mount namespaces)', () => {
  const install = (...args: string[]) => cosInstall(args, { through: NAMESPACE, program: RECORDED_INSTALL });

  test('without a medium nothing is written: exit code 5, with what was found', async () => {
    const { code, stdout } = await install(answers({ wipe: 'target' }), '--machine', NO_MEDIUM);
    expect(code).toBe(5);
    expect(stdout).toMatch(
      /^medium: CDROM Device Not Ready: looked for .*; found \/dev\/sda, \/dev\/mmcblk0, \/dev\/sdb \[E411\]$/m,
    );
    expect(stdout).toMatch(/\nNothing was written to any disk\.\nMore about it: cos-install explain E411\n/);
    expect(stdout).toMatch(/\n"cos-install report" makes one file of it, to send in\.\n$/);
  });

  test('with --output json every line is an event, no command is run, and --log keeps the same', async () => {
    const log = path('events.jsonl');
    const args = ['--machine', NO_MEDIUM, '--output', 'json', '--log', log];
    const { code, stdout } = await install(answers({ wipe: 'target' }), ...args);
    const events = eventsIn(stdout);
    expect(code).toBe(5);
    expect(new Set(events.map(({ event }) => event))).toEqual(
      new Set(['problem', 'note', 'recorded', 'ended']),
    );
    expect(events.at(-1)).toMatchObject({ event: 'ended', exit_code: 5 });
    expect(readFileSync(log, 'utf8')).toBe(stdout);
  });

  test('what happens is recorded in /run, for root alone', async () => {
    const record = path('record');
    const keep = 'mount -t tmpfs tmpfs /run; "$@"; code=$?; cp -a /run/cos-install/log "$RECORD"; exit $code';
    const through = ['env', `RECORD=${record}`, 'unshare', '--mount', 'sh', '-c', keep, 'sh'];
    const args = [answers({ wipe: 'target' }), '--machine', machine(), '--output', 'json'];
    const { code, stdout } = await cosInstall(args, { through, program: RECORDED_INSTALL });
    expect(code).toBe(5);
    expect(readFileSync(join(record, 'events.jsonl'), 'utf8')).toBe(stdout);
    for (const name of ['', 'events.jsonl', 'inventory.json', 'plan.json'])
      expect(statSync(join(record, name)).mode & 0o077).toBe(0);
  });

  test('without an answer file it says where it looked', async () => {
    const { code, stdout } = await install('--machine', machine());
    expect(code).toBe(3);
    expect(stdout).toMatch(/^answers: \/run\/cos\/medium\/answers\/default\.yaml: not there$/m);
    expect(stdout).toMatch(/^answers: volume COS-ANSWERS: not there$/m);
    expect(stdout).toContain('no answer file was found; put one at /answers/default.yaml');
  });

  test('a named file that is not there ends the install in the log too', async () => {
    const { code, stdout } = await install('/no/such/file', '--machine', machine(), '--output', 'json');
    expect(code).toBe(3);
    expect(eventsIn(stdout)).toMatchObject([
      { event: 'problem', problem: { code: 'usage.no-file' } },
      { event: 'note', line: 'Nothing was written to any disk.' },
      { event: 'note', line: 'More about it: cos-install explain E402' },
      { event: 'recorded', recorded: { problem: { code: 'log.no-volume' } } },
      { event: 'ended', exit_code: 3 },
    ]);
  });

  test('without "wipe: target" it stops', async () => {
    const { code, stdout } = await install(answers({}), '--machine', machine());
    expect(code).toBe(3);
    expect(stdout).toContain(`install.wipe: an unattended install erases ${NO_DISK};`);
  });

  test.each([[[]], [['--output', 'json']]])(
    'a file that leaves a section to a person stops where nobody can be asked: %j',
    async (more) => {
      const { code, stdout } = await install(
        answers({ wipe: 'target', interactive: ['disk'] }),
        '--machine',
        machine(),
        ...more,
      );
      expect(code).toBe(3);
      expect(stdout).toMatch(/answers\.yaml: install\.interactive: leaves disk to a person, and nobody can/);
      expect(stdout).toContain('Nothing was written to any disk.');
      expect(stdout).toContain('More about it: cos-install explain E416');
    },
  );

  test('a medium that cannot be read is found before the disk is touched', async () => {
    const { code, stdout } = await install(answers({ wipe: 'target' }), '--machine', machine());
    expect(code).toBe(5);
    expect(stdout).toContain(
      'Check the installation medium: /run/cos/medium/cos/vmlinuz cannot be read at byte 0: ENOENT',
    );
    expect(stdout).toContain('More about it: cos-install explain E470');
    expect(stdout).toContain(`Nothing was written to ${NO_DISK}. Mend the cause and start again.`);
    expect(stdout).not.toContain('wipefs');
  });
});
