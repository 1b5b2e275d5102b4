import type { Position } from '../frame.ts';
import { type Attributes, PLAIN, seenOnBlank, sgr } from './attributes.ts';
import type { Capabilities } from './capabilities.ts';
import { type Cell, isBlank, type Row } from './cells.ts';
import { move } from './motion.ts';

/** What writes onto the screen: the bytes so far, where the terminal's cursor stands, the attributes in force. */
export type Pen = {
  text: string;
  at: Position | undefined;
  attributes: Attributes;
  readonly columns: number;
  readonly capabilities: Capabilities;
};

/** Cells to the left that may be written again to save a cursor movement. */
const REWRITTEN = 9;

/** Writes a cell where the cursor stands. */
export function write(pen: Pen, cell: Cell): void {
  pen.text += textOf(pen.attributes, cell);
  pen.attributes = attributesAfter(pen.attributes, cell);
  advance(pen, cell.width);
}

/** The cursor after writing: in the last column it hangs between two lines, so nothing relative holds there. */
export function advance(pen: Pen, cells: number): void {
  if (!pen.at) return;
  const column = pen.at.column + cells;
  pen.at = column < pen.columns ? { row: pen.at.row, column } : undefined;
}

/** Brings the cursor to a cell of `row`, by moving or by writing again what stands before it. */
export function go(pen: Pen, to: Position, row: Row): void {
  let best = move(pen.at, to, pen.capabilities);
  let attributes = pen.attributes;
  for (let start = to.column - 1; start >= Math.max(to.column - REWRITTEN, 0); start--) {
    if (row[start]?.width === 0) continue;
    const way = rewritten(pen, { row: to.row, column: start }, row.slice(start, to.column));
    if (Buffer.byteLength(way.text) >= best.length) continue;
    best = way.text;
    attributes = way.attributes;
  }
  pen.text += best;
  pen.attributes = attributes;
  pen.at = to;
}

/** Before erasing or scrolling: some terminals (minicom) fill with the attributes in force. */
export function blanksArePlain(pen: Pen): void {
  if (seenOnBlank(pen.attributes) === PLAIN) return;
  pen.text += sgr(pen.attributes, PLAIN);
  pen.attributes = PLAIN;
}

function rewritten(pen: Pen, start: Position, cells: Row): { text: string; attributes: Attributes } {
  let { attributes } = pen;
  let text = move(pen.at, start, pen.capabilities);
  for (const cell of cells) {
    text += textOf(attributes, cell);
    attributes = attributesAfter(attributes, cell);
  }
  return { text, attributes };
}

function textOf(attributes: Attributes, cell: Cell): string {
  return sgr(attributes, attributesAfter(attributes, cell)) + cell.glyph;
}

/** A blank needs no change of attributes that only letters show. */
function attributesAfter(attributes: Attributes, cell: Cell): Attributes {
  return isBlank(cell) && seenOnBlank(attributes) === PLAIN ? attributes : cell.attributes;
}
