import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HEADINGS, type Heading } from '../../src/problems/explained/area.ts';
import { findEntry, marksOf, sections } from '../../src/problems/explained/entry.ts';
import { PLACES, pattern } from '../../src/problems/explained/placeholders.ts';
import { problemTable } from '../../src/problems/table.ts';

const entries = sections().flatMap((section) => section.entries);
const headings = Object.keys(HEADINGS).filter((key): key is Heading => key in HEADINGS);

test('every number of the catalogue is explained, once', () => {
  expect(entries.map(({ code }) => code).toSorted()).toEqual(Object.keys(problemTable).toSorted());
});

describe.each(entries.map((entry) => [entry.code, entry] as const))('%s', (_, entry) => {
  test.each(headings)('%s is said in both languages', (heading) => {
    const { en, zh } = entry.explanation[heading];
    expect(en).toMatch(/^[A-Z`"/].*[.?]$/);
    expect(zh).toMatch(/[\u4e00-\u9fff].*[。？]$/);
    expect(en + zh).not.toMatch(/[{}\n]/);
    const commands = (text: string) => text.match(/`[^`]+`/g)?.toSorted();
    expect(commands(zh), 'the same commands and keys').toEqual(commands(en));
  });

  test('has names at the places of its sentence', () => {
    expect(pattern(entry.row, 'en')).not.toMatch(/\{\w+\}/);
    expect(pattern(entry.row, 'zh')).not.toMatch(/\{\w+\}|<[A-Za-z]\w*>/);
  });
});

test('no name stands for a place that no sentence has', () => {
  const used = entries.flatMap(({ row }) => [...row.en.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  expect(Object.keys(PLACES).filter((name) => !used.includes(name))).toEqual([]);
});

describe('what is an error and what a warning is as the sources have it', () => {
  const sources = globSync('src/**/*.ts').map((path) => readFileSync(path, 'utf8'));
  const said = (kind: string) =>
    new Set(
      sources.flatMap((text) =>
        [...text.matchAll(new RegExp(`\\b${kind}\\(\\s*'([a-z_]+\\.[\\w-]+)'`, 'g'))].map(([, code]) => code),
      ),
    );

  test('each code that is warned of', () => {
    const warned = entries.filter(({ code }) => said('warning').has(code));
    expect(warned.length).toBeGreaterThan(8);
    expect(warned.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual([]);
  });

  test('each code that is only a warning', () => {
    const only = entries.filter(({ severity }) => severity === 'warning');
    expect(only.length).toBeGreaterThan(5);
    expect(only.filter(({ code }) => said('error').has(code)).map(({ code }) => code)).toEqual([]);
    expect(only.filter(({ code }) => !said('warning').has(code)).map(({ code }) => code)).toEqual([]);
  });
});

test.each(['E216', 'e216', '216', '[E216]', 'COS-216', 'cos-E216', 'W216'])('%s is found', (number) => {
  expect(findEntry(number)?.code).toBe('disk.too-small');
});

test.each(['', 'E', 'E21', 'E2160', 'X216', '0216', 'COS', 'E216 '])('"%s" is no number', (number) => {
  expect(findEntry(number)).toBeUndefined();
});

test.each([
  ['E140', ['E140']],
  ['452', ['W452']],
  ['230', ['E230', 'W230']],
])('%s stands behind its sentence as %j', (number, marks) => {
  const entry = findEntry(number);
  expect(entry && marksOf(entry)).toEqual(marks);
});
