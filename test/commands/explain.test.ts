import { describe, expect, test } from 'vitest';
import { explain, explained } from '../../src/commands/explain.ts';
import { sections } from '../../src/problems/explained/entry.ts';
import { cellsOf } from '../../src/screens/width.ts';
import { recordingMachine } from '../recording-machine.ts';
import { cosInstall, eachOf } from './program.ts';

const entries = sections().flatMap((section) => section.entries);

test('prints the entry of a number, as it stands behind a sentence', async () => {
  const { code, stdout, stderr } = await cosInstall(['explain', 'E216']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^<device> has <size>; at least <smallest size> are needed \[E216\]\n\nCause\n {2}\w/,
  );
  for (const heading of ['Evidence', 'Changed', 'What to do', 'Exit code'])
    expect(stdout).toMatch(new RegExp(`\n\n${heading}\n  \\S`));
  expect(stdout).toMatch(/\n {2}4 \(machine\)\n$/);
});

test('a number that no error has is refused; as data both languages come', async () => {
  const lines = [['explain', 'E999'], ['explain', 'COS-452', '--output', 'json'], ['explain']];
  const [unknown, json, none] = await eachOf(lines, (args) => cosInstall(args));
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown?.stderr).toMatch(/^there is no error E999; .* \[E406\]\n$/);
  expect(none?.stderr).toMatch(/^explain needs a number; .* \[E401\]\n$/);
  expect(JSON.parse(json?.stdout ?? '')).toMatchObject({
    number: 452,
    marks: ['W452'],
    code: 'machine.little-memory',
    severity: 'warning',
    sentence: { en: expect.stringContaining('8 GB'), zh: expect.stringContaining('8 GB') },
    next: { en: expect.any(String), zh: expect.any(String) },
  });
});

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  test('no line is longer than 80 columns, and nothing is lost by breaking them', () => {
    for (const entry of entries) {
      const lines = explained(entry, language);
      expect(lines.filter((line) => cellsOf(line) > 80)).toEqual([]);
      const text = lines.join('').replaceAll(/\s/g, '');
      const next = entry.explanation.next[language].replaceAll('`', '"').replaceAll(/\s/g, '');
      expect(text).toContain(next);
    }
  });

  test('that is the language of cos.lang= where the terminal can show it', async () => {
    const machine = recordingMachine({ files: { '/proc/cmdline': `quiet cos.lang=${language}` } });
    const lines: string[] = [];
    const tools = { machine, print: (line: string) => void lines.push(line) };
    const env = { TERM: 'xterm-256color', LANG: 'C.UTF-8' };
    await explain('E442', { output: 'text' }, tools, env);
    expect(lines).toContain(language === 'en' ? 'What to do' : '处理办法');
    lines.length = 0;
    await explain('E442', { output: 'text' }, tools, { ...env, TERM: 'vt220' });
    expect(lines).toContain('What to do');
  });
});
