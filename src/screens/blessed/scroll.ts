import type { Capabilities } from './capabilities.ts';
import { blankGrid, type Grid } from './cells.ts';
import { differences } from './changes.ts';
import { move } from './motion.ts';
import { blanksArePlain, type Pen } from './pen.ts';

/** Rows `top` to `bottom` move up by `by` lines (down where it is negative). */
export type Scroll = { readonly top: number; readonly bottom: number; readonly by: number };

/** Cells that a scroll must save to be worth trying: its own bytes, about. */
const WORTH = 16;
/** Lines: on a large screen a longer way is not looked for. */
const FARTHEST = 24;

/** The scroll that brings the most cells of `after` to their place, if one is worth it. */
export function findScroll(before: Grid, after: Grid): Scroll | undefined {
  const still = after.map((row, index) => differences(before[index] ?? [], row));
  if (still.filter((cells) => cells > 0).length < 2) return undefined;
  let best: { scroll: Scroll; gain: number } | undefined;
  const farthest = Math.min(after.length - 1, FARTHEST);
  for (let by = -farthest; by <= farthest; by++) {
    const found = by === 0 ? undefined : bestRegion(before, after, by, still);
    if (found && found.gain > (best?.gain ?? WORTH)) best = found;
  }
  return best?.scroll;
}

/** The rows next to each other that gain most when they come from `by` rows below (Kadane's maximum sum). */
function bestRegion(before: Grid, after: Grid, by: number, still: readonly number[]) {
  let best = { gain: 0, first: 0, last: 0 };
  let gain = 0;
  let first = 0;
  for (const [row, cells] of after.entries()) {
    const source = before[row + by];
    if (gain <= 0) {
      gain = 0;
      first = row;
    }
    gain += source ? (still[row] ?? 0) - differences(source, cells) : Number.NEGATIVE_INFINITY;
    if (gain > best.gain) best = { gain, first, last: row };
  }
  const { first: top, last: bottom } = best;
  const scroll = by > 0 ? { top, bottom: bottom + by, by } : { top: top + by, bottom, by };
  return { scroll, gain: best.gain };
}

/** What the screen shows after it; the rows that came in are blank. */
export function scrolled(before: Grid, { top, bottom, by }: Scroll): Grid {
  const [blank = []] = blankGrid(1, before[0]?.length ?? 0);
  return before.map((row, index) => {
    if (index < top || index > bottom) return row;
    const source = index + by;
    return source < top || source > bottom ? blank : (before[source] ?? blank);
  });
}

export type ScrollMethod = (pen: Pen, scroll: Scroll) => void;

/** The ways this terminal has. */
export function scrollMethods({ scrolls, insertsLines }: Capabilities): ScrollMethod[] {
  return [...(scrolls ? [byRegion] : []), ...(insertsLines ? [byLines] : [])];
}

/** DECSTBM, which also brings the cursor home, then IND at its end or RI at its top. */
function byRegion(pen: Pen, { top, bottom, by }: Scroll): void {
  const home = { row: 0, column: 0 };
  const to = { row: by > 0 ? bottom : top, column: 0 };
  const step = by > 0 ? '\u001bD' : '\u001bM';
  blanksArePlain(pen);
  pen.text += `\u001b[${top + 1};${bottom + 1}r${move(undefined, to, pen.capabilities)}`;
  pen.text += `${step.repeat(Math.abs(by))}\u001b[r`;
  pen.at = home;
}

/** DL takes lines out, IL puts blank ones in; each at the end where they vanish or come. */
function byLines(pen: Pen, { top, bottom, by }: Scroll): void {
  const lines = Math.abs(by);
  const [out, into] = by > 0 ? [top, bottom - lines + 1] : [bottom - lines + 1, top];
  const parameter = lines === 1 ? '' : lines;
  const from = { row: out, column: 0 };
  const to = { row: into, column: 0 };
  blanksArePlain(pen);
  pen.text += `${move(pen.at, from, pen.capabilities)}\u001b[${parameter}M`;
  pen.text += `${move(from, to, pen.capabilities)}\u001b[${parameter}L`;
  pen.at = to;
}
