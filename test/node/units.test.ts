import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { agentUnits } from '../../src/roles/agent-node.ts';
import { controllerSchema } from '../../src/roles/controller.ts';
import { controllerUnits } from '../../src/roles/controller-node.ts';
import { platformConfig } from '../../src/roles/platform-node.ts';
import { platformOf } from '../roles/platform/examples.ts';
import { type UnitFile, unitExists, unitFiles } from './unit-files.ts';

const ROOTFS = new URL('../../iso/rootfs', import.meta.url).pathname;
const units = unitFiles();
const services = units.filter(({ name }) => name.endsWith('.service'));
const named = new Map(units.map((unit) => [unit.name, unit]));

const HA = {
  ha: { members: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] },
  auth_key: 'K'.repeat(32),
  registry: true,
};
const ofRoles = [
  ...agentUnits(),
  ...controllerUnits(controllerSchema.parse({})),
  ...controllerUnits(controllerSchema.parse(HA)),
].map(({ name }) => name);
/** Units of Debian that a platform's services are. */
const OF_DEBIAN = ['docker.service', 'etcd.service', 'docker-registry.service'];
/** Templates by their own names, and what a timer starts. */
const ofPlatform = platformOf('dc1').nodes.flatMap(({ name: node }) =>
  platformConfig(platformOf('dc1'), node, 'eno1').units.flatMap(({ name, content }) => {
    const own = name.replace(/@.*\./, '@.');
    if (content !== undefined) return [];
    return own.endsWith('.timer') ? [own, own.replace('.timer', '.service')] : [own];
  }),
);

/** Names of the contract that Debian's chrony has too. */
const TIME = ['ntpd.service', 'systemd-timesyncd.service'];

test.each(
  [...new Set([...ofRoles, ...ofPlatform])].filter((name) => ![...TIME, ...OF_DEBIAN].includes(name)),
)('%s is in the image', (name) => {
  expect(unitExists(name)).toBe(true);
});

test('every unit of the image belongs to a role, or to all', () => {
  const all = ['cos-extensions.service', 'cos-status.service', 'cos-status.timer', 'cos-status.path'];
  const known = [...ofRoles, ...ofPlatform];
  expect(units.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual(all.sort());
});

test('systemd finds nothing wrong in them but programs that are not on this machine', () => {
  const { stderr, error } = spawnSync(
    'systemd-analyze',
    ['verify', '--man=no', '--recursive-errors=no', ...units.map(({ path }) => path)],
    { encoding: 'utf8' },
  );
  expect(error).toBeUndefined();
  const own = stderr.split('\n').filter((line) => /csphere-|cos-|glusterd|zookeeper/.test(line));
  expect(
    own.filter((line) => !/ Command \S+ is not executable: No such file or directory$/.test(line)),
  ).toEqual([]);
});

/** Whether the one is started after the other, by either one's file, at once or by others between. */
function isAfter(later: string, earlier: string, seen: readonly string[] = []): boolean {
  const before = units.flatMap((unit) => (unit.words('Before').includes(later) ? [unit.name] : []));
  const direct = [...(named.get(later)?.words('After') ?? []), ...before];
  return (
    direct.includes(earlier) ||
    direct.some((one) => !seen.includes(one) && isAfter(one, earlier, [...seen, later]))
  );
}

const ORDERS = {
  agent: ['prepare', 'etcd2-agent', 'skydns', 'names'],
  'agent with docker': ['prepare', 'etcd2-agent', 'dockeripam', 'docker-agent', 'agent'],
  controller: ['prepare', 'mongodb', 'controller', 'agent'],
  'controller with metrics': ['prepare', 'prometheus', 'controller'],
  'controller with docker': ['prepare', 'etcd2-controller', 'docker-controller', 'controller', 'agent'],
  replicas: ['prepare', 'mongodb', 'mongodb-replset'],
  monitor: ['prepare', 'mongodb', 'monitor'],
  backup: ['prepare', 'etcd2-controller', 'backup'],
  registry: ['prepare', 'registry'],
} as const;

test.each(Object.entries(ORDERS))('the order of the contract: %s', (_, order) => {
  const pairs = order
    .slice(1)
    .map((later, at) => [`csphere-${later}.service`, `csphere-${order[at]}.service`] as const);
  expect(pairs.filter(([later, earlier]) => !isAfter(later, earlier))).toEqual([]);
  expect(pairs.filter(([later, earlier]) => isAfter(earlier, later))).toEqual([]);
});

const PAYLOAD = '/opt/cos/payload/bin';
const BASE = /^\/(usr\/)?bin\/(rm|mkdir|sh|install|sleep|kill)$|^\/usr\/lib\/cos\//;

/** The programs that a unit starts, without the prefixes of systemd.service(5). */
function programsOf(unit: UnitFile): string[] {
  const lines = ['ExecStartPre', 'ExecStart', 'ExecStartPost', 'ExecStop'].flatMap((key) => unit.lines(key));
  return lines.map((line) => line.replace(/^[-@:+!]+/, '').split(' ')[0] ?? '');
}

test.each(services)('$name is passed over where its program is missing', (unit) => {
  const conditions = unit.lines('ConditionFileIsExecutable').map((line) => line.replace('|', ''));
  expect(conditions).not.toEqual([]);
  const started = unit.lines('ExecStart').map((line) => line.split(' ')[0] ?? '');
  for (const program of started.filter((one) => !BASE.test(one)))
    expect(conditions.flatMap((path) => [path, basename(path)])).toContain(program);
});

test.each(services)('$name takes a program of the payload first', (unit) => {
  const searched = programsOf(unit).filter((program) => !program.startsWith('/'));
  const hasPath = unit.lines('ExecSearchPath').some((line) => line.startsWith(`${PAYLOAD}:`));
  const isInPayload = unit.lines('ConditionFileIsExecutable').some((line) => line.includes(PAYLOAD));
  if (searched.length > 0 || isInPayload) expect(hasPath).toBe(true);
});

/** Started by a timer, or once. */
const TIMED = [
  'csphere-backup.service',
  'cos-status.service',
  'cos-extensions.service',
  'cos-gluster-setup.service',
  'cos-gluster-wait@.service',
];

test.each(services)('$name comes again when it ends, and says what it is', (unit) => {
  const isTimed = TIMED.includes(unit.name);
  const restart = unit.words('Type').includes('oneshot') ? 'on-failure' : 'always';
  expect(unit.words('Restart')).toEqual(isTimed ? [] : [restart]);
  expect(unit.lines('Description')[0]).toMatch(/^COS: \w/);
  if (restart === 'always') expect(unit.words('StartLimitIntervalSec')).toEqual(['0']);
});

test('files that a unit reads are written by csphere-prepare, or by the installer', () => {
  const written = globSync(new URL('prepare/expected/*.txt', import.meta.url).pathname).flatMap((path) =>
    Array.from(readFileSync(path, 'utf8').matchAll(/^== (\S+)/gm), ([, file]) => file),
  );
  const config = platformOf('dc1').nodes.flatMap(
    ({ name }) => platformConfig(platformOf('dc1'), name, 'eno1').files,
  );
  written.push(...config.map(({ path }) => path));
  const read = services
    .flatMap((unit) => unit.lines('EnvironmentFile'))
    .filter((path) => !/^-|^\/etc\/cos\//.test(path));
  expect(read.filter((path) => !written.includes(path))).toEqual([]);
});

test('users have fixed numbers, and units name no other', () => {
  const text = readFileSync(`${ROOTFS}/usr/lib/sysusers.d/cos.conf`, 'utf8');
  const numbered = Array.from(text.matchAll(/^[ug] (\S+) \d+(:\d+)?( |$)/gm), ([, name]) => name);
  expect(numbered).toHaveLength(text.split('\n').filter((line) => /^[a-z]/.test(line)).length);
  const users = Array.from(text.matchAll(/^u (\S+)/gm), ([, name]) => name);
  expect(services.flatMap((unit) => unit.words('User')).filter((name) => !users.includes(name))).toEqual([]);
});

test('scripts of the units are programs', () => {
  const scripts = services.flatMap(programsOf).filter((program) => program.startsWith('/usr/lib/cos/'));
  const paths = [...new Set(scripts)].map((path) => ROOTFS + path);
  expect(paths.length).toBeGreaterThan(3);
  for (const path of paths) expect(statSync(path).mode & 0o111).toBe(0o111);
});

test('the registry keeps its images where the data disk is bound', () => {
  const config: unknown = parse(readFileSync(`${ROOTFS}/etc/docker/registry/config.yml`, 'utf8'));
  expect(config).toMatchObject({
    storage: { filesystem: { rootdirectory: '/var/lib/docker-registry' } },
    http: { addr: ':5000' },
  });
  expect(named.get('csphere-registry.service')?.words('RequiresMountsFor')).toEqual([
    '/var/lib/docker-registry',
  ]);
});
