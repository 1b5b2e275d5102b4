import type { Frame, Position } from '../frame.ts';
import { type Attributes, PLAIN } from './attributes.ts';
import type { Capabilities } from './capabilities.ts';
import { BLANK, blankGrid, type Grid, gridOf, isBlank } from './cells.ts';
import { differences } from './changes.ts';
import { move } from './motion.ts';
import { blanksArePlain, type Pen } from './pen.ts';
import { paintRow } from './row-paint.ts';
import { findScroll, scrolled, scrollMethods } from './scroll.ts';

/** What the terminal shows, and how it would write the next character. */
export type Screen = {
  readonly grid: Grid;
  readonly at: Position | undefined;
  readonly attributes: Attributes;
  readonly showsCursor: boolean;
};

/** Whole screen as the scrolling region, no attributes, all cells blank, the cursor at home. */
const CLEAR = '\u001b[r\u001b[m\u001b[H\u001b[J';
const ERASE_BELOW = '\u001b[J';

/**
 * The shortest bytes found that bring the terminal from one screen to a frame. Without a screen before,
 * or with another size, all is cleared first. Pure.
 */
export function paint(
  before: Screen | undefined,
  frame: Frame,
  capabilities: Capabilities,
): { readonly bytes: string; readonly screen: Screen } {
  const grid = gridOf(frame, capabilities);
  const fits = before?.grid.length === frame.size.rows && before.grid[0]?.length === frame.size.columns;
  const pens = before && fits ? changedWays(before, grid, capabilities) : [];
  if (pens.length === 0 || pens.every(({ text }) => text.length > CLEAR.length * 8))
    pens.push(clearedWay(grid, capabilities));
  const [first, ...others] = pens;
  if (!first) throw new Error('no way to paint');
  const pen = others.reduce((best, way) => (lengthOf(way) < lengthOf(best) ? way : best), first);
  const showsCursor = placeCursor(pen, frame, before?.showsCursor);
  const screen = { grid, at: pen.at, attributes: pen.attributes, showsCursor };
  return { bytes: pen.text, screen };
}

function lengthOf({ text }: Pen): number {
  return Buffer.byteLength(text);
}

function clearedWay(grid: Grid, capabilities: Capabilities): Pen {
  const columns = grid[0]?.length ?? 0;
  const pen: Pen = { text: CLEAR, at: { row: 0, column: 0 }, attributes: PLAIN, columns, capabilities };
  paintRows(pen, blankGrid(grid.length, columns), grid);
  return pen;
}

function changedWays(before: Screen, grid: Grid, capabilities: Capabilities): Pen[] {
  const fresh = (): Pen => ({
    text: '',
    at: before.at,
    attributes: before.attributes,
    columns: grid[0]?.length ?? 0,
    capabilities,
  });
  const plain = fresh();
  paintRows(plain, before.grid, grid);
  const scroll = scrollMethods(capabilities).length > 0 ? findScroll(before.grid, grid) : undefined;
  if (!scroll) return [plain];
  const ways = scrollMethods(capabilities).map((method) => {
    const pen = fresh();
    method(pen, scroll);
    paintRows(pen, scrolled(before.grid, scroll), grid);
    return pen;
  });
  return [plain, ...ways];
}

function paintRows(pen: Pen, before: Grid, after: Grid): void {
  const last = after.findLastIndex((row) => !row.every(isBlank));
  const below = before.slice(last + 1).filter((row) => !row.every(isBlank)).length;
  const end = below > 1 ? last + 1 : after.length;
  for (const [index, row] of after.slice(0, end).entries()) {
    const target = index === after.length - 1 ? withoutCorner(pen, row) : row;
    if (differences(before[index] ?? [], target) > 0) paintRow(pen, index, before[index] ?? [], target);
  }
  if (end === after.length) return;
  const to = { row: end, column: 0 };
  blanksArePlain(pen);
  pen.text += move(pen.at, to, pen.capabilities) + ERASE_BELOW;
  pen.at = to;
}

/** On a terminal that wraps at once the last cell of all would scroll the screen. */
function withoutCorner({ capabilities }: Pen, row: Grid[number]): Grid[number] {
  return capabilities.holdsLastColumn ? row : [...row.slice(0, -1), BLANK];
}

/** The cursor where the frame wants it, or hidden; true when it is seen afterwards. */
function placeCursor(pen: Pen, { cursor }: Frame, shown: boolean | undefined): boolean {
  const { capabilities } = pen;
  if (cursor) {
    pen.text += move(pen.at, cursor, capabilities);
    pen.at = cursor;
  }
  if (!capabilities.hidesCursor) return true;
  const wanted = cursor !== undefined;
  if (shown !== wanted) pen.text += wanted ? '\u001b[?25h' : '\u001b[?25l';
  return wanted;
}
