import { type Row, same } from './cells.ts';

/** Which columns of a row must be written. A wide character is written whole, over whole characters. */
export function changesOf(before: Row, after: Row): boolean[] {
  const changed = after.map((cell, column) => !same(cell, before[column]));
  if (!changed.includes(true)) return changed;
  while (spread(changed, before) || spread(changed, after));
  return changed;
}

/** A change of one half is a change of both; true when there was such a half. */
function spread(changed: boolean[], row: Row): boolean {
  let found = false;
  for (const [column, { width }] of row.entries()) {
    if (width !== 0 || changed[column] === changed[column - 1]) continue;
    changed[column] = true;
    changed[column - 1] = true;
    found = true;
  }
  return found;
}

/** How many cells differ. */
export function differences(before: Row, after: Row): number {
  if (before === after) return 0;
  return after.reduce((sum, cell, column) => sum + (same(cell, before[column]) ? 0 : 1), 0);
}
