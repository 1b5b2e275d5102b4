import { expect, test } from 'vitest';
import { problemTable } from '../../src/problems/table.ts';

const rows = Object.entries(problemTable);
const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test('there are sentences', () => expect(rows.length).toBeGreaterThan(80));

test('every number is given once', () => {
  const numbers = rows.map(([, row]) => row.number);
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
});

test.each(rows)('%s: one short line, the same places in both languages', (_, { en, zh }) => {
  expect([...new Set(placesIn(zh))]).toEqual([...new Set(placesIn(en))]);
  expect(en.length).toBeLessThanOrEqual(160);
  expect(zh).toMatch(/[\u4e00-\u9fff]/);
  expect(en + zh).not.toMatch(/\n/);
});
