import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { inventorySchema } from '../../src/installer/inventory.ts';
import { machineNames, recordedMachine } from '../machines.ts';
import { cosInstall, eachOf, ROOT } from './program.ts';

const GOOD = 'test/answers/minimal.yaml';
const file = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test.each([
  [['frobnicate'], 'there is no command "frobnicate"; cos-install --help lists them [E400]'],
  [['validate'], 'validate needs an answer file; cos-install --help shows what is allowed [E401]'],
  [['plan', GOOD, '--dry-run'], "Unknown option '--dry-run'"],
  [['render', GOOD], '--dialect is cloud-init or coreos'],
  [['plan', GOOD, '--output', 'yaml'], '--output is text or json, not yaml'],
  [['probe', '--sysroot', '/no/such/folder'], '/no/such/folder is not a folder'],
  [['probe', '--sysroot', '/', '--machine', 'x.json'], 'probe takes --sysroot or --machine, not both'],
  [['plan', GOOD, '--machine', GOOD], `${GOOD}: not a recorded machine: `],
  [['plan', GOOD, '--machine', 'package.json'], 'package.json: version: Invalid input: expected 1 [E451]'],
  [['wizard', '--machine', 'test/machines/virtio-vm.json'], 'needs a terminal as its input and output'],
])('%j is a usage error: exit code 2, one reason on standard error', async (args, reason) => {
  const { code, stdout, stderr } = await cosInstall(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(reason);
});

test('a file that is not there is named, whatever it was meant to be', async () => {
  const missing = 'no/such/file';
  const lines = [
    ['validate', missing],
    ['plan', missing],
    ['render', missing, '--dialect', 'coreos'],
    ['disks', '--explain', missing],
    ['plan', GOOD, '--machine', missing],
  ];
  for (const { code, stdout, stderr } of await eachOf(lines, (args) => cosInstall(args))) {
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^no\/such\/file: cannot be read: ENOENT.* \[E402\]\n$/);
  }
  const json = await cosInstall(['validate', missing, '--output', 'json']);
  expect({ code: json.code, stderr: json.stderr }).toEqual({ code: 3, stderr: '' });
  expect(JSON.parse(json.stdout)).toMatchObject({ problems: [{ code: 'usage.no-file', path: missing }] });
});

test('new and edit say before anything is asked why they cannot begin', async () => {
  const lines = [
    ['new', GOOD],
    ['new', 'no/such/folder/a.yaml'],
    ['edit', 'no/such/file'],
    ['edit', 'test/answers-rejected/not-a-document.yaml'],
    ['edit', 'test/answers-rejected/yaml-bracket.yaml'],
    ['edit', 'test/answers-rejected/key-duplicate.yaml'],
    ['edit', GOOD],
    ['edit', GOOD, '--machine', 'no/such/machine'],
  ];
  const runs = await eachOf(lines, (args) => cosInstall(args));
  const numbers = runs.map(({ code, stderr }) => `${code} ${/\[(E\d+)\]/.exec(stderr)?.[1]}`);
  expect(numbers).toEqual(['2 E403', '2 E404', '3 E402', '3 E106', '3 E102', '3 E105', '2 E454', '3 E402']);
});

test('of a file that leaves a section to a person validate checks the rest, and plan needs it all', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cos-usage-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const left = join(folder, 'left.yaml');
  const { network: _, ...others } = parse(file(GOOD));
  writeFileSync(left, stringify({ ...others, install: { interactive: ['network'] } }));
  const valid = await cosInstall(['validate', left]);
  expect(valid).toMatchObject({
    code: 0,
    stdout: `${left}: valid, role agent; a person is asked for network\n`,
  });
  expect(valid.stderr).toContain('network: is not in this file: a person is asked for it');
  const data = JSON.parse((await cosInstall(['validate', left, '--output', 'json'])).stdout);
  expect(data).toMatchObject({ valid: true, role: 'agent', interactive: ['network'], warnings: [{}] });
  const plan = await cosInstall(['plan', left, '--machine', 'test/machines/virtio-vm.json']);
  expect(plan).toMatchObject({ code: 3, stdout: '' });
  expect(plan.stderr).toContain('[E137]');
});

test('--help and --version', async () => {
  const help = await cosInstall(['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toMatch(/^cos-install - install COS on this machine\n/);
  const { version } = JSON.parse(file('package.json'));
  expect(await cosInstall(['--version'])).toEqual({
    code: 0,
    stdout: `cos-install ${version}\n`,
    stderr: '',
  });
});

test('schema prints the published JSON Schema', async () => {
  const { code, stdout } = await cosInstall(['schema']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(file('schemas/answers.schema.json')));
});

test('probe prints this machine as --machine reads it', async () => {
  const { code, stdout, stderr } = await cosInstall(['probe']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(inventorySchema.parse(JSON.parse(stdout)).memory_bytes).toBeGreaterThan(100_000_000);
});

test('probe --machine prints a recording as it was read', async () => {
  const { stdout } = await cosInstall(['probe', '--machine', 'test/machines/multipath.json']);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(recordedMachine('multipath'))));
});

test('disks has a row for every disk of every recorded machine', async () => {
  await eachOf(machineNames, async (name) => {
    const { code, stdout } = await cosInstall(['disks', '--machine', `test/machines/${name}.json`]);
    expect(code).toBe(0);
    for (const { path } of recordedMachine(name).disks) expect(stdout, name).toContain(path);
  });
});

test('disks --explain holds every disk against the answers, in text and as data', async () => {
  const args = ['disks', '--explain', GOOD, '--machine', 'test/machines/md-lvm-leftovers.json'];
  const text = await cosInstall(args);
  expect(text).toMatchObject({ code: 0, stderr: '' });
  expect(text.stdout).toContain('    - empty: wanted true, found false');
  const rows = JSON.parse((await cosInstall([...args, '--output', 'json'])).stdout);
  expect(rows.map((row: { disk: { path: string } }) => row.disk.path)).toEqual(
    recordedMachine('md-lvm-leftovers').disks.map((disk) => disk.path),
  );
});
