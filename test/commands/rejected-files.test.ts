import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shown } from '../../src/commands/shown.ts';
import { readAnswers } from '../../src/installer/answer-file.ts';
import { linesBeside, samplesOf } from '../installer/answer-folders.ts';
import { cosInstall, eachOf, ROOT } from './program.ts';
import { shownSecrets, writtenSecrets } from './secrets.ts';

const cwd = join(ROOT, 'test/answers-rejected');
const samples = samplesOf('answers-rejected');
/** A process for each file: a few in one test, so that its time limit means something. */
const GROUP = 12;
const groups = Array.from({ length: Math.ceil(samples.length / GROUP) }, (_, index) => {
  const members = samples.slice(index * GROUP, (index + 1) * GROUP);
  return { first: members[0]?.name, members };
});

test('the search for secrets finds some', () => {
  const found = samples.flatMap(({ text }) => writtenSecrets(text));
  expect(found).toEqual(expect.arrayContaining(['correct horse battery', 'hunter2hunter2', '80700']));
  expect(shownSecrets(['8070'], 'code 8070.')).toEqual(['8070']);
  expect(shownSecrets(['8070'], '1d8a904c-8070-479b')).toEqual([]);
});

test.each(groups)(
  'validate refuses $first … with exact lines on standard error, and nothing else',
  async ({ members }) => {
    const runs = await eachOf(members, async ({ name, text }) => ({
      name,
      text,
      ...(await cosInstall(['validate', name], { cwd })),
    }));
    for (const { name, text, code, stdout, stderr } of runs) {
      const problems = linesBeside('answers-rejected', name, 'problems');
      expect({ code, stdout, lines: stderr.split('\n') }).toEqual({
        code: 3,
        stdout: '',
        lines: [...problems, ''],
      });
      expect(shownSecrets(writtenSecrets(text), stderr), name).toEqual([]);
    }
  },
);

test('what a program gets shows no secret either', () => {
  for (const { name, text } of samples) {
    const read = readAnswers(text, name);
    const json = JSON.stringify('problems' in read ? read.problems.map(shown) : []);
    expect(shownSecrets(writtenSecrets(text), json), name).toEqual([]);
    expect(json, name).not.toMatch(/PRIVATE KEY|\$(1|6|y)\$\w/);
  }
});

test.each([
  ['validate', { valid: false }],
  ['plan', {}],
])('%s --output json gives the problems as data', async (command, fields) => {
  const name = 'key-unknown.yaml';
  const { code, stdout, stderr } = await cosInstall([command, name, '--output', 'json'], { cwd });
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  const { problems, ...others } = JSON.parse(stdout);
  expect(others).toEqual(fields);
  expect(problems.map((p: { line: string }) => p.line)).toEqual(
    linesBeside('answers-rejected', name, 'problems'),
  );
});
