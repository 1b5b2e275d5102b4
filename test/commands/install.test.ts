import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readAnswers } from '../../src/installer/answer-file.ts';
import type { Inventory } from '../../src/installer/inventory.ts';
import { recordedMachine } from '../machines.ts';
import { fittingMachine, NO_DISK } from './fitting-machine.ts';
import { commandLine, cosInstall, environment, RECORDED_INSTALL, ROOT } from './program.ts';

// Every machine here is a recording whose target does not exist, in a mount namespace with a /run of its
// own: no disk of the machine that runs the tests is ever named.
const NAMESPACE = ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /run && exec "$@"', 'sh'];
const MINIMAL = readFileSync(join(ROOT, 'test/answers/minimal.yaml'), 'utf8');
const NO_MEDIUM = 'test/machines/small-and-read-only.json';

function namespacesWork(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cos-install-command-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function kept(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function answers(install: object): string {
  return kept('answers.yaml', stringify({ ...parse(MINIMAL), install }));
}

function machine(change: Partial<Inventory> = {}): string {
  const read = readAnswers(MINIMAL, 'minimal.yaml');
  if ('problems' in read) throw new Error('minimal.yaml is not good');
  return kept('machine.json', JSON.stringify({ ...fittingMachine(read.answers), ...change }));
}

function eventsIn(text: string) {
  const lines = text.trimEnd().split('\n');
  return lines.map((line): { event: string } & Record<string, unknown> => JSON.parse(line));
}

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

/** Installs from a medium whose kernel is a pipe: reading it waits until somebody writes. */
function installFromPipe(...more: string[]) {
  const point = mkdtempSync(join(folder, 'medium-'));
  const kernel = join(point, 'cos/vmlinuz');
  mkdirSync(join(point, 'cos'));
  execFileSync('mkfifo', [kernel]);
  const { medium } = recordedMachine('virtio-vm');
  if (!medium) throw new Error('the recording has no medium');
  const recording = machine({ medium: { ...medium, mount_point: point } });
  const args = [answers({ wipe: 'target' }), '--machine', recording, '--output', 'json', ...more];
  const [program = '', ...rest] = [...NAMESPACE, ...commandLine(args, RECORDED_INSTALL)];
  const child = spawn(program, rest, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, kernel };
}

describe.skipIf(process.getuid?.() !== 0 || !namespacesWork())('as root (needs mount namespaces)', () => {
  const install = (...args: string[]) => cosInstall(args, { through: NAMESPACE, program: RECORDED_INSTALL });

  test('without a medium nothing is written: exit code 5, with what was found', async () => {
    const { code, stdout } = await install(answers({ wipe: 'target' }), '--machine', NO_MEDIUM);
    expect(code).toBe(5);
    expect(stdout).toMatch(
      /^medium: CDROM Device Not Ready: looked for .*; found \/dev\/sda, \/dev\/mmcblk0, \/dev\/sdb \[E411\]$/m,
    );
    expect(stdout).toMatch(/\nNothing was written to any disk\.\n$/);
  });

  test('with --output json every line is an event, no command is run, and --log keeps the same', async () => {
    const log = join(folder, 'events.jsonl');
    const args = ['--machine', NO_MEDIUM, '--output', 'json', '--log', log];
    const { code, stdout } = await install(answers({ wipe: 'target' }), ...args);
    const events = eventsIn(stdout);
    expect(code).toBe(5);
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(['problem', 'note', 'ended']));
    expect(events.at(-1)).toMatchObject({ event: 'ended', exit_code: 5 });
    expect(readFileSync(log, 'utf8')).toBe(stdout);
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
    },
  );

  test('a medium that cannot be read is found before the disk is touched', async () => {
    const { code, stdout } = await install(answers({ wipe: 'target' }), '--machine', machine());
    expect(code).toBe(5);
    expect(stdout).toContain('Check the installation medium: sha256sum: exit code 1');
    expect(stdout).toContain(`Nothing was written to ${NO_DISK}. Mend the cause and start again.`);
    expect(stdout).not.toContain('wipefs');
  });

  test('Ctrl+C ends it at once: exit code 130, with the state of the disk', async () => {
    const { child } = installFromPipe();
    const ended = once(child, 'close');
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (line.includes('"event":"command"')) child.kill('SIGINT');
    }
    expect((await ended)[0]).toBe(130);
    expect(eventsIn(lines.join('\n')).slice(-2)).toMatchObject([
      {
        event: 'failed',
        failure: {
          message: 'Aborted during "Check the installation medium".',
          disk_state: 'untouched',
          exit_code: 130,
        },
      },
      { event: 'ended', exit_code: 130 },
    ]);
  });

  test('whoever reads its lines goes away: it is not cut off, and does not say that all is well', async () => {
    const log = join(folder, 'unread.jsonl');
    const { child, kernel } = installFromPipe('--log', log);
    const ended = once(child, 'close');
    for await (const line of createInterface(child.stdout)) if (line.includes('"event":"command"')) break;
    child.stdout.destroy();
    writeFileSync(kernel, 'not this kernel');
    expect([5, 130]).toContain((await ended)[0]);
    expect(eventsIn(readFileSync(log, 'utf8')).slice(-2)).toMatchObject([
      { event: 'failed' },
      { event: 'ended' },
    ]);
  });
});
