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

const ADDRESSES = `case "$*" in
*"-4 "*"dev eno1 "*) echo '2: eno1    inet 10.0.0.7/24 brd 10.0.0.255 scope global dynamic eno1' ;;
*) echo '4: docker0    inet 172.17.0.1/16 scope global docker0' ;;
esac`;

function nodeAt(address: 'static' | 'dhcp', ip: string) {
  mkdirSync(join(folder, 'etc/cos'), { recursive: true });
  writeFileSync(join(folder, 'etc/cos/node.env'), `COS_NODE_NAME=a1\nCOS_NODE_IP=${ip}\n`);
  const env = { COS_ROOT: folder, COS_NODE_ADDRESS: address, COS_NODE_IP: ip, COS_NODE_DEVICE: 'eno1' };
  const ended = run('host-ip', { ...env, COS_HOST_IP_SECONDS: '0' });
  const read = (path: string) =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '';
  return { ended, ip: read('etc/ip.txt'), env: read('etc/cos/node.env') };
}

test("a node's own address is the configured one, with DHCP that of its card", () => {
  standIn('ip', ADDRESSES);
  expect(nodeAt('static', '10.0.0.9')).toMatchObject({
    ip: 'IP=10.0.0.9\n',
    env: 'COS_NODE_NAME=a1\nCOS_NODE_IP=10.0.0.9\n',
  });
  // The one of the last lease goes.
  expect(nodeAt('dhcp', '10.0.0.5')).toMatchObject({
    ip: 'IP=10.0.0.7\n',
    env: 'COS_NODE_NAME=a1\nCOS_NODE_IP=10.0.0.7\n',
  });
});

test('a card without an address is named, and nothing is written', () => {
  standIn('ip', 'exit 0');
  const { ended, ip } = nodeAt('dhcp', '');
  expect(ended).toMatchObject({ status: 1, stderr: 'no IPv4 address on eno1 after 0 s\n' });
  expect(ip).toBe('');
});

test('docker is given the images that it does not have', () => {
  const [known, unknown] = ['a', 'b'].map((digit) => digit.repeat(64));
  mkdirSync(join(folder, 'images'));
  for (const [name, id] of [
    ['old', known],
    ['new', unknown],
  ]) {
    const list = [{ Config: `blobs/sha256/${id}`, RepoTags: ['x:1'], Layers: [`blobs/sha256/${known}`] }];
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(list));
    spawnSync('tar', ['-cf', join(folder, 'images', `${name}.tar`), '-C', folder, 'manifest.json']);
  }
  standIn('docker', `[ "$1 $2" != "image inspect" ] || { [ "$3" = ${known} ]; exit; }\necho "$*"`);
  expect(run('load-images', { COS_IMAGES: join(folder, 'images') }).stdout).toBe(
    `load --quiet --input ${folder}/images/new.tar\ndocker has the images of old.tar\n`,
  );
});
