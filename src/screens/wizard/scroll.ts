import type { Key, KeyName } from '../key.ts';

/** Rows that PgUp and PgDn move by. */
const PAGE = 10;
const ROWS: Partial<Record<KeyName, number>> = { up: -1, down: 1, 'page-up': -PAGE, 'page-down': PAGE };

/** The row at the top of `rows` rows shown in `height` after a key; undefined when the key does not scroll. */
export function scrolledBy(key: Key, top: number, rows: number, height: number): number | undefined {
  const by = 'name' in key ? ROWS[key.name] : undefined;
  if (by === undefined) return undefined;
  return Math.max(Math.min(top + by, rows - height), 0);
}
