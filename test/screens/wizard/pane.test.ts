import { expect, test } from 'vitest';
import { paneRows, paneScrolled } from '../../../src/screens/wizard/pane.ts';

test.each([
  [0, 'up', 9],
  [0, 'page-up', 7],
  [7, 'page-up', 4],
  [4, 'page-up', 4],
  [4, 'up', 4],
  [9, 'down', 0],
  [8, 'page-down', 0],
  [5, 'home', 4],
  [5, 'end', 0],
] as const)('ten rows in a pane of four: from %i with %s to %i', (at, name, to) => {
  expect(paneScrolled({ name }, { at, rows: 10, height: 4 })).toBe(to);
});

test('a pane shows what ends at its bottom, and all of a short text', () => {
  expect(paneRows([1, 2, 3, 4, 5], 0, 2)).toEqual([4, 5]);
  expect(paneRows([1, 2, 3, 4, 5], 3, 2)).toEqual([2, 3]);
  expect(paneRows([1, 2], 0, 5)).toEqual([1, 2]);
  expect(paneScrolled({ name: 'page-up' }, { at: 0, rows: 2, height: 5 })).toBe(0);
  expect(paneScrolled({ name: 'tab' }, { at: 0, rows: 10, height: 4 })).toBeUndefined();
});
