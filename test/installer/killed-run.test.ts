import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { clearKilledRun } from '../../src/installer/killed-run.ts';
import { CommandFailed, type Machine, realMachine } from '../../src/machine.ts';
import { problemLine } from '../../src/problem.ts';
import { canTry, NAMESPACE } from '../commands/recorded.ts';
import { type Behaviour, recordingMachine } from '../recording-machine.ts';

const run = promisify(execFile);

const mountedAt = (...targets: string[]) =>
  JSON.stringify({ filesystems: targets.map((target) => ({ target })) });
const loopOver = (...files: (string | null)[]) =>
  JSON.stringify({
    loopdevices: files.map((file, number) => ({ name: `/dev/loop${number}`, 'back-file': file })),
  });

/** What the commands that look do not matter for. */
function cleared(done: readonly string[]): string[] {
  return done.filter((line) => !/^(?:find|findmnt|dmsetup|losetup --json)(?: |$)/.test(line));
}

test('what a killed installation left is taken away innermost first; what is not ours stays', async () => {
  const machine = recordingMachine({
    outputs: {
      find: '/proc/41/environ:COS_INSTALL_PID=7\0/proc/42/environ:COS_INSTALL_PID=8\0',
      findmnt: mountedAt(
        '/',
        '/run',
        '/run/cos-install/answers',
        '/run/cos-install/save',
        '/run/cos-install-of-mine',
        '/run/cos-install/root',
        '/run/cos-install/root/inner',
      ),
      dmsetup: 'usr       \ncos-verify\nvg-cos-verify\n',
      losetup: loopOver('/cos/usr.img', '/run/cos-install/part.img', null),
    },
    files: { '/proc/41/comm': 'mkfs.ext4\n', '/proc/42/comm': 'lsblk\n', '/proc/8/comm': 'cos-install\n' },
  });
  const { line, problems } = await clearKilledRun(machine);
  expect(cleared(machine.done)).toEqual([
    'kill -KILL 41',
    expect.stringMatching(/^tail --pid=41 /),
    'umount /run/cos-install/root/inner',
    'umount /run/cos-install/root',
    'veritysetup close cos-verify',
    'losetup --detach /dev/loop1',
  ]);
  expect(line).toBe(
    'Cleared what a killed installation had left: program mkfs.ext4 (41), mount /run/cos-install/root/inner, ' +
      'mount /run/cos-install/root, mapping cos-verify, loop device /dev/loop1.',
  );
  expect(problems).toEqual([]);
});

test.each<[string, Behaviour]>([
  [
    'nothing is left',
    { outputs: { findmnt: mountedAt('/', '/run/cos-install/answers'), losetup: loopOver() } },
  ],
  ['there are no loop devices', { outputs: { findmnt: mountedAt('/'), dmsetup: 'No devices found\n' } }],
  ['no program that could tell works', { fails: () => true }],
])('%s: nothing is done, and nothing is said', async (_, behaviour) => {
  const machine = recordingMachine(behaviour);
  expect(await clearKilledRun(machine)).toEqual({ problems: [] });
  expect(cleared(machine.done)).toEqual([]);
});

test('what cannot be cleared is a warning, and the rest is cleared', async () => {
  const machine = recordingMachine({
    outputs: { findmnt: mountedAt('/run/cos-install/esp'), dmsetup: 'cos-verify' },
    fails: (line) => line.startsWith('umount'),
  });
  const { line, problems } = await clearKilledRun(machine);
  expect(line).toBe('Cleared what a killed installation had left: mapping cos-verify.');
  expect(problems.map((problem) => problemLine(problem))).toEqual([
    'mount /run/cos-install/esp: left by an installation that was killed, and cannot be cleared: ' +
      'umount: exit code 1: it broke here [W491]',
  ]);
});

/** An installer that starts a program which outlives it. */
const INSTALLER = `
  const { realMachine } = await import('${resolve('src/machine.ts')}');
  await realMachine.run(['sh', '-c', 'echo "$$"; exec sleep 1000'], { onLine: (_, line) => console.log(line) });
`;

/** The programs of this machine that know of processes, and no other. */
const processes: Machine = {
  ...recordingMachine(),
  readText: realMachine.readText,
  run: async ([program, ...args]) => {
    if (!/^(?:find|kill|tail)$/.test(program)) return { stdout: '', stderr: '' };
    return run(program, args).catch(({ stdout }: { stdout: string }) => {
      throw new CommandFailed([program, ...args], 1, stdout, '', 'failed');
    });
  },
};

const started: number[] = [];
afterEach(() => {
  for (const pid of started.splice(0)) process.kill(pid, 'SIGKILL');
});

async function startInstaller() {
  const options = ['--input-type=module', '--eval', INSTALLER];
  const installer = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [pid] = await once(installer.stdout, 'data');
  started.push(Number(pid));
  return { installer, pid: Number(pid) };
}

test('a program that outlived the installer that started it is ended; one of a living installer is not', async () => {
  const killed = await startInstaller();
  const living = await startInstaller();
  killed.installer.kill('SIGKILL');
  await once(killed.installer, 'exit');
  const { line } = await clearKilledRun(processes);
  expect(line).toContain(`program sleep (${killed.pid})`);
  expect(line).not.toContain(`(${living.pid})`);
  expect(() => process.kill(killed.pid, 0)).toThrow(/ESRCH/);
  started.splice(started.indexOf(killed.pid), 1);
});

/** Mounts as a killed installation leaves them, and those of others; then what is cleared, and what is still there. */
const MOUNTS = `
  below=/run/cos-install
  mkdir -p $below/root $below/answers
  mount -t tmpfs t $below/root && mkdir "$below/root/a b" && mount -t tmpfs t "$below/root/a b"
  mount -t tmpfs t $below/answers
  "$@"
  findmnt --list --noheadings --output TARGET | grep $below
`;
const CLEAR = `
  const { clearKilledRun } = await import('${resolve('src/installer/killed-run.ts')}');
  const { realMachine } = await import('${resolve('src/machine.ts')}');
  console.log((await clearKilledRun(realMachine)).line);
`;

test.skipIf(!canTry())('as root: real mounts are cleared by this system itself, and no other', async () => {
  const script = ['sh', '-c', MOUNTS, 'sh', process.execPath, '--input-type=module', '--eval', CLEAR];
  const [program = '', ...args] = [...NAMESPACE, ...script];
  const { stdout } = await run(program, args);
  expect(stdout).toContain('mount /run/cos-install/root/a b, mount /run/cos-install/root');
  expect(stdout.trimEnd().split('\n').slice(1)).toEqual(['/run/cos-install/answers']);
});
