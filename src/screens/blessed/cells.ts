import type { Frame, FrameRow } from '../frame.ts';
import { type Attributes, attributesOf, PLAIN, seenOnBlank } from './attributes.ts';
import type { Capabilities } from './capabilities.ts';
import { glyphsOf } from './glyphs.ts';

/** One cell of the screen. The second cell of a wide character has the width 0 and no glyph. */
export type Cell = {
  readonly glyph: string;
  readonly width: 0 | 1 | 2;
  readonly attributes: Attributes;
};
export type Row = readonly Cell[];
export type Grid = readonly Row[];

export const BLANK: Cell = { glyph: ' ', width: 1, attributes: PLAIN };

/** The frame's cells as this terminal shows them: exactly `size`, blank where the frame says nothing. */
export function gridOf({ size, rows }: Frame, capabilities: Capabilities): Grid {
  return Array.from({ length: size.rows }, (_, row) =>
    cellsOfRow(rows[row] ?? [], size.columns, capabilities),
  );
}

/** Rows of a screen that was just cleared. */
export function blankGrid(rows: number, columns: number): Grid {
  const row = Array.from({ length: columns }, () => BLANK);
  return Array.from({ length: rows }, () => row);
}

function cellsOfRow(row: FrameRow, columns: number, capabilities: Capabilities): Row {
  const cells: Cell[] = [];
  for (const { text, style } of row) {
    const attributes = attributesOf(style, capabilities);
    for (const { glyph, width } of glyphsOf(text, capabilities.repertoire)) {
      if (width === 0) combine(cells, glyph);
      else if (cells.length + width > columns) break;
      else cells.push(cell(glyph, width, attributes), ...(width === 2 ? [cell('', 0, attributes)] : []));
    }
  }
  while (cells.length < columns) cells.push(BLANK);
  return cells;
}

function cell(glyph: string, width: Cell['width'], attributes: Attributes): Cell {
  return { glyph, width, attributes: glyph === ' ' ? seenOnBlank(attributes) : attributes };
}

/** A mark that begins a span belongs to the letter that ends the one before. */
function combine(cells: Cell[], mark: string): void {
  const at = cells.findLastIndex(({ width }) => width > 0);
  const base = cells[at];
  if (base) cells[at] = { ...base, glyph: base.glyph + mark };
}

export function same(one: Cell | undefined, other: Cell | undefined): boolean {
  return (
    one === other ||
    (one?.glyph === other?.glyph && one?.attributes === other?.attributes && one?.width === other?.width)
  );
}

export function isBlank(cell: Cell | undefined): boolean {
  return cell === undefined || same(cell, BLANK);
}
