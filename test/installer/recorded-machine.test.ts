import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readMachine } from '../../src/installer/recorded-machine.ts';
import { problemLine } from '../../src/problem.ts';
import { machineNames } from '../machines.ts';

const text = (name: string) => readFileSync(new URL(`../machines/${name}.json`, import.meta.url), 'utf8');

function problems(written: string): string[] {
  const read = readMachine(written);
  return 'problems' in read ? read.problems.map((problem) => problemLine(problem)) : [];
}

test('there are recordings, and each one reads', () => {
  expect(machineNames.length).toBeGreaterThanOrEqual(9);
  for (const name of machineNames) expect([name, problems(text(name))]).toEqual([name, []]);
});

test('what is read is what was written', () => {
  const read = readMachine(text('usb-medium'));
  expect('inventory' in read && read.inventory).toEqual(JSON.parse(text('usb-medium')));
});

test('not JSON: one problem that says where', () => {
  expect(problems('{"version": 1,')).toEqual([
    expect.stringMatching(/^not a recorded machine: .*JSON.* \[E450\]$/),
  ]);
});

test('every wrong value is named with its place in the file', () => {
  const machine = JSON.parse(text('usb-medium'));
  machine.disks[1].bytes = '500 GB';
  machine.links[0].kind = 'ethernet';
  machine.colour = 'green';
  const lines = problems(JSON.stringify(machine));
  expect(lines.map((line) => line.split(': ')[0])).toEqual([
    'disks[1].bytes',
    'links[0].kind',
    'Unrecognized key',
  ]);
  expect(lines[0]).toContain('expected number');
});
