import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { describePlan } from '../../src/installer/describe.ts';
import type { Payload } from '../../src/installer/payload.ts';
import { notInstalled, payloadProblems } from '../../src/installer/payload-ready.ts';
import { makePlan } from '../../src/installer/plan.ts';
import { probePayload } from '../../src/installer/probe-payload.ts';
import { CommandFailed, type Machine, realMachine } from '../../src/machine.ts';
import { problemLine } from '../../src/problem.ts';
import type { Action, Plan } from '../../src/step.ts';
import { recordedMachine } from '../machines.ts';
import { unitFiles } from '../node/unit-files.ts';
import { agent, controller, resolved } from './plans.ts';

const TOOL = new URL('../../iso/tools/payload-manifest.ts', import.meta.url).pathname;
const CHECK = new URL('../../iso/rootfs/usr/lib/cos/check-medium', import.meta.url).pathname;

/** A medium with a payload: a real program, and a script that stands in for another one. */
const made = mkdtempSync(join(tmpdir(), 'cos-payload-'));
let medium = '';
const payload = () => join(medium, 'cos/payload');
const list = (at = payload()) => execFileSync(process.execPath, [TOOL, at, 'csphere=1.5.6']);

beforeAll(() => {
  const at = join(made, 'cos/payload');
  mkdirSync(join(at, 'bin'), { recursive: true });
  cpSync('/bin/true', join(at, 'bin/csphere'), { dereference: true });
  writeFileSync(join(at, 'bin/mongod'), '#!/bin/sh\nexec sleep infinity\n');
  writeFileSync(join(made, 'cos/manifest.json'), '{"files": []}');
  list(at);
});
beforeEach(() => {
  medium = mkdtempSync(join(tmpdir(), 'cos-payload-'));
  cpSync(made, medium, { recursive: true });
});
afterEach(() => rmSync(medium, { recursive: true }));
afterAll(() => rmSync(made, { recursive: true }));

const machine: Machine = {
  ...realMachine,
  async run(argv) {
    const { status, stdout, stderr } = spawnSync(argv[0], argv.slice(1), { encoding: 'utf8' });
    if (status !== 0) throw new CommandFailed(argv, status ?? undefined, stdout, stderr, 'failed');
    return { stdout, stderr };
  },
};
const probe = () => probePayload(machine, medium);
const lines = async () => payloadProblems(await probe()).map((one) => problemLine(one));

function checkMedium(): string {
  try {
    return execFileSync(CHECK, [medium], { encoding: 'utf8' });
  } catch (cause) {
    return z.object({ stdout: z.string() }).parse(cause).stdout;
  }
}

test('the tool lists a folder, and what it lists is found as it is', async () => {
  expect(await probe()).toMatchObject({
    files: [
      { name: 'csphere', kind: 'program', version: '1.5.6', format: 'elf-x86-64' },
      { name: 'mongod', kind: 'program', version: '', size: 30, bytes: 30, format: 'script' },
    ],
  });
  expect(await lines()).toEqual([]);
  expect(checkMedium()).toContain('OK   payload/bin/csphere\nOK   payload/bin/mongod\nThe medium is good.');
});

test('a medium without a payload has none, and nothing is wrong with it', async () => {
  rmSync(payload(), { recursive: true });
  expect(await probe()).toBeUndefined();
  expect(await lines()).toEqual([]);
});

test('what is not there, has another size or is for another machine is named before anything is written', async () => {
  rmSync(join(payload(), 'bin/mongod'));
  expect(await lines()).toEqual([
    'payload: /cos/payload/bin/mongod is listed in the payload and not on the medium; make the medium anew [E461]',
  ]);
  writeFileSync(join(payload(), 'bin/mongod'), '#!/bin/sh\n');
  truncateSync(join(payload(), 'bin/csphere'), 100);
  expect((await lines()).map((line) => line.slice(-6))).toEqual(['[E462]', '[E462]']);
});

test.each([
  ['for another machine', (elf: Buffer) => elf.writeUInt16LE(183, 18)],
  ['of 32 bits', (elf: Buffer) => elf.writeUInt8(1, 4)],
  ['without a head', (elf: Buffer) => elf.fill(0, 0, 4)],
])('a program %s is none', async (_, change) => {
  const path = join(payload(), 'bin/csphere');
  const elf = readFileSync(path);
  change(elf);
  chmodSync(path, 0o755);
  writeFileSync(path, elf);
  list();
  expect(await lines()).toEqual([
    'payload: /cos/payload/bin/csphere of the medium is neither a program for x86-64 nor a script; put the right file into the payload [E463]',
  ]);
});

test('a program that is shorter than the head of one is none', async () => {
  writeFileSync(join(payload(), 'bin/mongod'), '\x7fELF');
  list();
  expect((await lines())[0]).toContain('[E463]');
});

const ENTRY = { kind: 'program', sha256: '0'.repeat(64), size: 1, version: '' };
test.each([
  ['no JSON', '{'],
  ['another version', '{"version": 2, "files": []}'],
  ['a path for a name', JSON.stringify({ version: 1, files: [{ ...ENTRY, name: '../csphere' }] })],
  [
    'a name twice',
    JSON.stringify({ version: 1, files: [ENTRY, ENTRY].map((one) => ({ ...one, name: 'a' })) }),
  ],
])('a manifest with %s is damaged', async (_, text) => {
  writeFileSync(join(payload(), 'manifest.json'), text);
  expect((await lines())[0]).toMatch(/^payload: \/cos\/payload\/manifest.json .* \[E460\]$/);
});

test('one changed bit of it is found by the check of the medium', () => {
  writeFileSync(join(payload(), 'bin/mongod'), '#!/bin/sh\nexec sleep infinitz\n');
  expect(checkMedium()).toMatch(/^BAD {2}payload\/bin\/mongod: 30 bytes/m);
});

/** The plan for a machine whose medium has this payload. */
async function planWith(found: Payload | undefined, role: object = controller): Promise<Plan> {
  const { medium: known, ...machine } = recordedMachine('virtio-vm');
  if (!known) throw new Error('a machine without a medium');
  const inventory = { ...machine, medium: { ...known, ...(found ? { payload: found } : {}) } };
  const planned = makePlan(await resolved(role, { serial: 'target' }, { name: 'enp1s0' }), inventory);
  if ('problems' in planned) throw new Error(planned.problems.map((one) => problemLine(one)).join('\n'));
  return planned.plan;
}

const flat = (actions: readonly Action[]): Action[] =>
  actions.flatMap((one) => (one.do === 'within' ? flat(one.run) : [one]));

test('programs are checked before the first write, copied to ROOT and read back', async () => {
  const plan = await planWith(await probe());
  const of = (id: string) => flat(plan.steps.find((step) => step.id === id)?.run ?? []);
  const about = (id: string) => of(id).filter((one) => JSON.stringify(one).includes('payload/bin/mongod'));
  const from = '/run/cos/medium/cos/payload/bin/mongod';
  const to = '/run/cos-install/root/opt/cos/payload/bin/mongod';
  const [, mongod] = (await probe())?.files ?? [];
  expect(about('check-medium')).toEqual([{ do: 'read', from, bytes: 30, sha256: mongod?.sha256 }]);
  expect(about('write-root')).toEqual([{ do: 'run', argv: ['install', '-D', '--mode=0755', from, to] }]);
  expect(about('verify-files')).toMatchObject([
    { do: 'compare', path: to, with: { from, offset: 0 }, bytes: 30 },
  ]);
});

test('what a role goes without is in the plan, and no problem', async () => {
  const shown = describePlan(await planWith(await probe()));
  expect(shown).toContain("Not installed, for the medium's payload does not have it:");
  expect(shown.filter((line) => /^ {2}\w+ \(csphere/.test(line))).toEqual(['  mongodump (csphere-backup)']);
  expect((await planWith(undefined)).not_installed?.map(({ program }) => program)).toEqual([
    'csphere',
    'mongod',
    'mongodump',
  ]);
  expect(describePlan(await planWith(await probe(), agent('bridge'))).join('\n')).not.toContain(
    'Not installed',
  );
});

test('what is said to stay off is what the units have as their condition', async () => {
  const ha = { members: ['192.168.122.170', '192.168.122.171', '192.168.122.172'] };
  const both = [
    ...notInstalled(
      (await resolved(controller, { serial: 'target' }, { name: 'enp1s0' })).answers,
      undefined,
    ),
    ...notInstalled(
      (
        await resolved(
          { role: 'controller', controller: { ha, auth_key: 'K'.repeat(32) } },
          { serial: 'target' },
          { name: 'enp1s0' },
        )
      ).answers,
      undefined,
    ),
  ];
  const said = new Set(
    both.flatMap(({ program, units }) => units.map((unit) => `${unit}.service ${program}`)),
  );
  const conditions = unitFiles().flatMap(({ name, lines: of }) =>
    of('ConditionFileIsExecutable')
      .flatMap((path) => /^\/opt\/cos\/payload\/bin\/(.+)$/.exec(path)?.[1] ?? [])
      .map((program) => `${name} ${program}`),
  );
  expect([...said].sort()).toEqual(conditions.filter((line) => line.includes('.service')).sort());
});
