import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { makeReport } from '../../src/installer/report.ts';
import { RUN } from '../../src/installer/steps/places.ts';
import { type Machine, realMachine } from '../../src/machine.ts';
import { shownSecrets } from '../commands/secrets.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';

// The real tar is tried here; no other program is started.
vi.unmock('execa');
vi.mock('../../src/installer/steps/places.ts', async (original: () => Promise<object>) => {
  const run = mkdtempSync(join(tmpdir(), 'cos-report-'));
  return { ...(await original()), RUN: run, LOG: join(run, 'log'), NODE_LOG: join(run, 'node-log') };
});
beforeEach(() => {
  rmSync(RUN, { recursive: true, force: true });
  mkdirSync(RUN);
});
afterAll(() => rmSync(RUN, { recursive: true, force: true }));

const NAME = 'cos-report-SN1-20261121T174500Z';
const KEY = 'Ab1Ab1Ab1Ab1Ab1Ab1Ab1Ab1Ab1Ab1Ab';
const HASH = `$6$saltsalt$${'h'.repeat(86)}`;
const INST_OPTS = `COS_ROLE=controller\nCOS_AUTH_KEY=${KEY}\nCOS_INST_CODE=8070\n`;
const JOURNAL = [
  `Nov 21 17:45:00 etcd[7]: started with key ${KEY}`,
  `Nov 21 17:45:01 cloud-init[8]: hashed_passwd: ${HASH}`,
  'Nov 21 17:45:02 agent[9]: code 8070 was accepted',
  'Nov 21 17:45:03 app[9]: password: "geheim" for admin',
].join('\n');
const SECRETS = [KEY, HASH, '8070', 'geheim'];
const report = (file = join(RUN, 'a.tar.gz')) => {
  return { file, name: NAME, version: '1.2.3', inventory: recordedMachine('virtio-vm') };
};

type Given = {
  readonly journal?: string;
  readonly fails?: (line: string) => boolean;
  readonly real?: readonly string[];
};

/** A machine whose files are this test's; the programs in `real` are started. */
function world({ journal = JOURNAL, fails = () => false, real = [] }: Given = {}) {
  const texts = new Map<string, string>();
  const recording = recordingMachine({
    outputs: { journalctl: journal, lsblk: '{"blockdevices":[]}' },
    fails,
  });
  const machine: Machine = {
    ...recording,
    run: (argv, options) => (real.includes(argv[0]) ? realMachine : recording).run(argv, options),
    readText: async (path) => {
      if (path.startsWith(RUN)) return realMachine.readText(path);
      return { '/etc/csphere/inst-opts.env': INST_OPTS, '/etc/os-release': 'NAME=COS\n' }[path];
    },
    writeFile: async (path, content, mode) => {
      texts.set(path.slice(`${RUN}/report/${NAME}/`.length), content);
      await realMachine.writeFile(path, content, mode);
    },
  };
  return { machine, texts, done: recording.done };
}

function keepLog(folder: string): void {
  mkdirSync(join(RUN, folder), { recursive: true });
  writeFileSync(join(RUN, folder, 'events.jsonl'), `{"event":"note","line":"${folder}"}\n`);
  writeFileSync(join(RUN, folder, 'answers.yaml'), `auth_key: ${KEY}\n`);
}

const ALL = [
  'cos-install.txt',
  'machine.json',
  'etc-os-release',
  'proc-cmdline',
  'log/events.jsonl',
  'uname.txt',
  'lsblk.json',
  'ip-address.txt',
  'ip-route.txt',
  'journal.txt',
];

test('everything is in one archive, made by the real tar, and no secret', async () => {
  keepLog('log');
  const { machine } = world({ real: ['tar', 'rm'] });
  const file = join(RUN, 'to:send in.tar.gz');
  expect(await makeReport(report(file), machine)).toEqual([]);
  const unpacked = join(RUN, 'unpacked');
  mkdirSync(unpacked);
  execFileSync('tar', ['-xzf', file, '-C', unpacked]);
  expect(readdirSync(unpacked)).toEqual([NAME]);
  const entries = readdirSync(join(unpacked, NAME), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const names = files.map((path) => path.slice(join(unpacked, NAME).length + 1));
  expect(names.toSorted()).toEqual(ALL.toSorted());
  const text = files.map((path) => readFileSync(path, 'utf8')).join('\n');
  expect(shownSecrets(SECRETS, JOURNAL)).toEqual(SECRETS);
  expect(shownSecrets(SECRETS, text)).toEqual([]);
  expect(text).toContain('was accepted');
  expect(text).toContain('cos-install 1.2.3');
  expect(JSON.parse(readFileSync(join(unpacked, NAME, 'machine.json'), 'utf8'))).toEqual(report().inventory);
  expect(readdirSync(join(RUN, 'report')), 'nothing stays behind').toEqual([]);
});

test('of a node the log of its installation, on the live system that of the last attempt', async () => {
  keepLog('node-log');
  const node = world();
  await makeReport(report(), node.machine);
  expect(node.texts.get('log/events.jsonl')).toContain('node-log');
  keepLog('log');
  const live = world();
  await makeReport(report(), live.machine);
  expect(live.texts.get('log/events.jsonl')).toContain('"log"');
});

test('what cannot be had is said, and the rest is made', async () => {
  const { machine, texts, done } = world({ fails: (line) => line.startsWith('ip -details -st') });
  expect(await makeReport(report(), machine)).toEqual([
    `log: there is none in ${RUN}/log and ${RUN}/node-log`,
    'ip-address.txt: ip: exit code 1: it broke here',
  ]);
  expect(texts.get('ip-address.txt')).toBe('it broke here');
  expect([...texts.keys()]).toEqual(ALL.filter((name) => !name.startsWith('log/')));
  expect(done.some((line) => line.startsWith('tar --create'))).toBe(true);
});

test('of a long journal the end, in whole lines', async () => {
  const lines = Array.from({ length: 60_000 }, (_, n) => `Nov 21 17:45:00 kernel: äöü line ${n} of it`);
  const { machine, texts } = world({ journal: `${lines.join('\n')}\n` });
  await makeReport(report(), machine);
  const kept = texts.get('journal.txt') ?? '';
  expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(2 * 1024 * 1024);
  expect(Buffer.byteLength(kept)).toBeGreaterThan(2 * 1024 * 1024 - 100);
  expect(kept).toMatch(/^Nov 21 /);
  expect(kept).toMatch(/line 59999 of it\n$/);
});

test('an archive that could not be made is not left behind in part', async () => {
  const { machine, done } = world({ fails: (line) => line.startsWith('tar') });
  await expect(makeReport(report(), machine)).rejects.toThrow('tar: exit code 1: it broke here');
  expect(done.slice(-2)).toEqual([
    `rm --force ${RUN}/a.tar.gz`,
    `rm --recursive --force ${RUN}/report/${NAME}`,
  ]);
});
