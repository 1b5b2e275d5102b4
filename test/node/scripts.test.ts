import { spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SCRIPTS = new URL('../../iso/rootfs/usr/lib/cos/', import.meta.url).pathname;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cos-scripts-'));
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that stands in for one that the script starts. */
function standIn(name: string, text = 'echo "$(basename "$0") $*"'): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}

function run(script: string, env: Readonly<Record<string, string>>) {
  const path = `${folder}/bin:/usr/sbin:/usr/bin:/bin`;
  return spawnSync(SCRIPTS + script, { env: { PATH: path, ...env }, encoding: 'utf8' });
}

test.each([
  ['daemon -b br0 --csphere', 'docker daemon -b br0 --csphere\n'],
  ['--bridge=none --dns=10.0.0.1', 'dockerd --bridge=none --dns=10.0.0.1\n'],
])('docker with the options %j', (options, started) => {
  for (const name of ['docker', 'dockerd']) standIn(name);
  expect(run('docker-daemon', { DOCKER_START_OPTS: options }).stdout).toBe(started);
});

test('an agent that is no member of etcd has the members at the place of its own', () => {
  standIn('etcd');
  expect(run('etcd-agent', {}).stdout).toBe('etcd \n');
  expect(run('etcd-agent', { COS_ETCD_ENDPOINTS: '10.0.0.1:2379,10.0.0.2:2379' }).stdout).toBe(
    'etcd gateway start --listen-addr=127.0.0.1:2379 --endpoints=10.0.0.1:2379,10.0.0.2:2379\n',
  );
});

const ROOM = { BACKUP_RESERV_DAY: '7', DISK_RESERV_PCT: '0', DISK_RESERV_SIZE: '0' };
const DUMPS = 'for last; do :; done; mkdir -p "$last/csphere"; echo data >"$last/csphere/users.bson"';

test('a backup is one archive; what is too old goes, what is not ours stays', () => {
  standIn('mongodump', DUMPS);
  const at = join(folder, 'backup');
  mkdirSync(at);
  for (const name of ['csphere-mongo-dump-old.tgz', 'notes.tgz', 'csphere-mongo-dump-new.tgz'])
    writeFileSync(join(at, name), '');
  const long = Date.now() / 1000 - 9 * 86400;
  for (const name of ['csphere-mongo-dump-old.tgz', 'notes.tgz']) utimesSync(join(at, name), long, long);
  expect(run('backup', { BACKUP_DIR: at, ...ROOM })).toMatchObject({ status: 0, stderr: '' });
  const made = readdirSync(at).filter((name) => /^csphere-mongo-dump-\d{4}-/.test(name));
  expect(made).toHaveLength(1);
  expect(readdirSync(at).filter((name) => name !== made[0] && name !== 'reserve')).toEqual([
    'csphere-mongo-dump-new.tgz',
    'notes.tgz',
  ]);
  const listed = spawnSync('tar', ['--list', '--file', join(at, made[0] ?? '')], { encoding: 'utf8' });
  expect(listed.stdout).toContain('dump/csphere/users.bson\n');
});

test('a disk that is nearly full gets no backup, and a failed one leaves nothing behind', () => {
  const at = join(folder, 'backup');
  standIn('mongodump', DUMPS);
  const full = run('backup', { BACKUP_DIR: at, ...ROOM, DISK_RESERV_PCT: '100' });
  expect(full).toMatchObject({ status: 1 });
  expect(full.stderr).toMatch(
    /^No backup: \S+ has \d+ MB free \(\d+ %\), and 0 MB and 100 % are to stay free/,
  );
  standIn('mongodump', `${DUMPS}; exit 3`);
  expect(run('backup', { BACKUP_DIR: at, ...ROOM }).status).toBe(3);
  expect(readdirSync(at)).toEqual([]);
});

test('each program of a node has its wrapper, and each wrapper its program', () => {
  const text = readFileSync(new URL('../../iso/stages/tools.sh', import.meta.url), 'utf8');
  const wrapped = /^for program in (.*); do$/m.exec(text)?.[1]?.split(' ') ?? [];
  const source = new URL('../../src/node/', import.meta.url).pathname;
  expect(wrapped.filter((name) => !existsSync(`${source}${name}.ts`))).toEqual([]);
  const programs = globSync(`${source}*.ts`).filter((path) =>
    readFileSync(path, 'utf8').includes('process.exit'),
  );
  expect(programs.map((path) => basename(path, '.ts')).sort()).toEqual(wrapped.toSorted());
});
