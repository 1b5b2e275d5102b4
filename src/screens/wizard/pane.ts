import type { Key, KeyName } from '../key.ts';

/** A pane of `height` rows on `rows` rows. `at` is 0 at their end, and stays there while more come. */
export type Pane = { readonly at: number; readonly rows: number; readonly height: number };

/** Where the pane stands after a key: 0, or how many rows end at its bottom. Undefined: no key of it. */
export function paneScrolled(key: Key, { at, rows, height }: Pane): number | undefined {
  const page = Math.max(height - 1, 1);
  const by: Partial<Record<KeyName, number>> = {
    up: -1,
    down: 1,
    'page-up': -page,
    'page-down': page,
    home: -rows,
    end: rows,
  };
  const step = 'name' in key ? by[key.name] : undefined;
  if (step === undefined) return undefined;
  const bottom = Math.max(bottomOf({ at, rows, height }) + step, Math.min(height, rows));
  return bottom >= rows ? 0 : bottom;
}

/** The rows that the pane shows. */
export function paneRows<Row>(all: readonly Row[], at: number, height: number): readonly Row[] {
  const bottom = bottomOf({ at, rows: all.length, height });
  return all.slice(Math.max(bottom - height, 0), bottom);
}

function bottomOf({ at, rows }: Pane): number {
  return at === 0 ? rows : Math.min(at, rows);
}
