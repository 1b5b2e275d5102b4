import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readAnswers } from '../../src/installer/answer-file.ts';
import type { Answers } from '../../src/installer/answers.ts';
import { linesBeside, samplesOf } from '../installer/answer-folders.ts';
import { fittingMachine, NO_DISK } from './fitting-machine.ts';
import { cosInstall, eachOf, ROOT, type Run } from './program.ts';
import { secretsIn, shownSecrets } from './secrets.ts';

const ANSWERS = join(ROOT, 'test/answers');
const samples = samplesOf('answers').map(({ name, text }) => ({ name, answers: answersIn(name, text) }));
type Sample = (typeof samples)[number];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cos-commands-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function answersIn(name: string, text: string): Answers {
  const read = readAnswers(text, name);
  if ('problems' in read) throw new Error(`${name} is not good`);
  return read.answers;
}

function machineFor({ name, answers }: Sample): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(fittingMachine(answers)));
  return file;
}

/** Runs a command on good files, or some of them. Nothing that it says may show a secret. */
async function onEach(argsOf: (sample: Sample) => string[], some = samples): Promise<(Run & Sample)[]> {
  const runs = await eachOf(some, async (sample) => ({
    ...sample,
    ...(await cosInstall(argsOf(sample), { cwd: ANSWERS })),
  }));
  for (const { name, answers, stdout, stderr } of runs) {
    const said = stdout + stderr;
    expect({ name, secrets: shownSecrets(secretsIn(answers), said) }).toEqual({ name, secrets: [] });
    expect(said, name).not.toMatch(/\$(6|y)\$/);
  }
  return runs;
}

function warningsOf(name: string): string[] {
  return name.startsWith('warnings') ? linesBeside('answers', name, 'warnings') : [];
}

test('there are samples, and they hold secrets', () => {
  expect(samples.length).toBeGreaterThan(15);
  for (const { name, answers } of samples) expect(secretsIn(answers).length, name).toBeGreaterThan(0);
});

test('validate accepts each, warnings on standard error', async () => {
  for (const { name, answers, code, stdout, stderr } of await onEach(({ name }) => ['validate', name])) {
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: `${name}: valid, role ${answers.role}\n` });
    expect(stderr.split('\n').filter(Boolean)).toEqual(warningsOf(name));
  }
});

test('plan shows for each what is destroyed, then the steps', async () => {
  const runs = await onEach((sample) => ['plan', sample.name, '--machine', machineFor(sample)]);
  for (const { name, code, stdout, stderr } of runs) {
    expect(code, name + stderr).toBe(0);
    expect(stdout).toMatch(new RegExp(`^This will be destroyed:\n  All data on ${NO_DISK} .* will be lost;`));
    expect(stdout.indexOf('  1. Check the installation medium')).toBeGreaterThan(0);
    expect(stdout).toContain(`Make the disk bootable by UEFI  [writes ${NO_DISK}]`);
  }
});

test('plan --output json is the plan as data', async () => {
  const some = samples.filter(({ name }) => /^(agent|controller|warnings)/.test(name));
  const runs = await onEach((sample) => {
    return ['plan', sample.name, '--output', 'json', '--machine', machineFor(sample)];
  }, some);
  for (const { name, code, stdout, stderr } of runs) {
    expect({ code, stderr }, name).toEqual({ code: 0, stderr: '' });
    const { plan, warnings } = JSON.parse(stdout);
    expect(plan).toMatchObject({ version: 1, target: { path: NO_DISK } });
    expect(warnings.map((w: { line: string }) => w.line)).toEqual(expect.arrayContaining(warningsOf(name)));
  }
});

test('plan says in sentences why another machine does not fit', async () => {
  const machine = join(ROOT, 'test/machines/laptop-emmc.json');
  const runs = await onEach(({ name }) => ['plan', name, '--machine', machine], samples.slice(0, 4));
  for (const { name, code, stdout, stderr } of runs) {
    expect({ name, code, stdout }).toEqual({ name, code: 4, stdout: '' });
    for (const line of stderr.trimEnd().split('\n')) expect(line).toMatch(/^[\w.:[\]-]+: .+ \[[EW]\d{3}\]$/);
  }
});

test.each(['cloud-init', 'coreos'])('render --dialect %s is cloud-config for each', async (dialect) => {
  const runs = await onEach((sample) => [
    ...['render', sample.name, '--dialect', dialect, '--machine'],
    machineFor(sample),
  ]);
  for (const { name, code, stdout, stderr, answers } of runs) {
    const isRefused = dialect === 'coreos' && answers.network.bond !== undefined;
    expect(code, name + stderr).toBe(isRefused ? 3 : 0);
    expect(stderr.includes('[E303]')).toBe(isRefused);
    if (isRefused) continue;
    expect(stdout).toMatch(/^#cloud-config\n/);
    expect(parse(stdout)).toMatchObject({ hostname: answers.system.hostname });
    expect(stdout).toContain('******');
  }
});
