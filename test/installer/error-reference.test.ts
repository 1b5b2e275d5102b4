import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { entryParts, entrySentence } from '../../src/installer/error-entry.ts';
import { errorPage } from '../../src/installer/error-reference.ts';
import { findEntry, sections } from '../../src/problems/explained/entry.ts';

const page = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test.each([
  ['docs/errors.md', 'en'],
  ['docs/errors.zh.md', 'zh'],
] as const)('%s is current (npm run docs)', (path, language) => {
  expect(page(path)).toBe(errorPage(sections(), language));
});

test('the pages have every number, each in a place of its own', () => {
  for (const path of ['docs/errors.md', 'docs/errors.zh.md']) {
    const headings = [...page(path).matchAll(/^### [EW](\d+)/gm)].map(([, number]) => Number(number));
    const numbers = sections().flatMap(({ entries }) => entries.map(({ row }) => row.number));
    expect(headings).toEqual(numbers);
  }
});

test.each([
  ['216', '<device> has <size>; at least <smallest size> are needed [E216]', '4 (machine)'],
  ['443', 'reading back failed: <reason> [E443]', '7 (verify)'],
  ['184', '<number> members survive no more failures', 'a warning stops nothing'],
  ['242', '[E242] [W242]', '4 (machine) as an error; a warning stops nothing'],
])('%s: sentence and exit code', (number, sentence, exit) => {
  const entry = findEntry(number);
  if (!entry) throw new Error(number);
  expect(entrySentence(entry, 'en')).toContain(sentence);
  expect(entryParts(entry, 'en').at(-1)).toEqual({ heading: 'Exit code', text: exit });
});
