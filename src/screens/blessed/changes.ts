import { type Row, same } from './cells.ts';

/**
 * Which columns of a row must be written. No half of a wide character is left over: where one of its
 * cells becomes something else, the other has no glyph to stay for.
 */
export function changesOf(before: Row, after: Row): boolean[] {
  return after.map((cell, column) => !same(cell, before[column]));
}

/** How many cells differ. */
export function differences(before: Row, after: Row): number {
  if (before === after) return 0;
  return after.reduce((sum, cell, column) => sum + (same(cell, before[column]) ? 0 : 1), 0);
}
