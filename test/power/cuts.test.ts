import { expect, test } from 'vitest';
import { chosenPlaces, epochsOf } from './cuts.ts';
import type { LogEntry } from './write-log.ts';

const write: LogEntry = { offset: 0, bytes: 512, data: 0, flush: false, discard: false };
const flush: LogEntry = { ...write, bytes: 0, flush: true };

test('places are spread over flushes and entries, and are dense at the end', () => {
  const entries = Array.from({ length: 1000 }, (_, n) => (n % 100 === 99 ? flush : write));
  const places = chosenPlaces(entries, 50, 60);
  // Before and after each flush, since there are fewer than asked for.
  for (const index of [99, 100, 199, 200, 899, 900]) expect(places).toContain(index);
  for (let last = 940; last <= 1000; last++) expect(places).toContain(last);
  expect(places.size).toBeGreaterThan(120);
  expect(places.size).toBeLessThan(140);
});

test('a flush that also writes begins a new epoch with its own data', () => {
  const entries = [write, write, flush, { ...write, flush: true }, write];
  expect(epochsOf(entries).map(({ indices }) => indices)).toEqual([[0, 1], [], [3, 4]]);
});
