import { type Cell, isBlank, type Row, same } from './cells.ts';
import { changesOf } from './changes.ts';
import { advance, blanksArePlain, go, type Pen, write } from './pen.ts';

const ERASE_TO_END = '\u001b[K';

/** Shorter runs of blanks are written: that costs no more and brings the cursor along. */
const ERASED_FROM = ERASE_TO_END.length + 1;

/** Writes what differs in one row. `changed` comes from `changesOf`. */
export function paintRow(pen: Pen, row: number, before: Row, after: Row): void {
  const changed = changesOf(before, after);
  const end = changed.lastIndexOf(true) + 1;
  const blank = after.findLastIndex((cell) => !isBlank(cell)) + 1;
  const firstBlank = changed.indexOf(true, blank);
  const erases = firstBlank >= 0 && (end - firstBlank >= ERASED_FROM || end === after.length);
  const stop = erases ? Math.min(end, blank) : end;
  let column = changed.indexOf(true);
  while (column >= 0 && column < stop) {
    go(pen, { row, column }, after);
    column = changed.indexOf(true, column + paintRun(pen, column, { after, changed, stop }));
  }
  if (erases) eraseTail(pen, { row, column: firstBlank }, blank, after);
}

type Run = { readonly after: Row; readonly changed: readonly boolean[]; readonly stop: number };

/** Writes one cell, or a run of equal ones at once; the number of cells that are done. */
function paintRun(pen: Pen, column: number, { after, changed, stop }: Run): number {
  const cell = after[column];
  if (!cell) return 1;
  const alike = runOf(after, column, stop);
  const last = changed.lastIndexOf(true, column + alike - 1);
  const erased = erasure(pen, cell, last - column + 1, last + 1 >= stop);
  if (erased !== undefined) {
    blanksArePlain(pen);
    pen.text += erased;
    return last - column + 1;
  }
  write(pen, cell);
  const more = last - column;
  const repetition = `\u001b[${more}b`;
  if (!pen.capabilities.repeats || cell.width !== 1 || more <= repetition.length || last + 1 >= after.length)
    return Math.max(cell.width, 1);
  pen.text += repetition;
  advance(pen, more);
  return more + 1;
}

/** ECH, where blanks cost more than it and the movement over them. */
function erasure(pen: Pen, cell: Cell, cells: number, atEnd: boolean): string | undefined {
  if (!pen.capabilities.erasesCharacters || !isBlank(cell)) return undefined;
  const text = `\u001b[${cells}X`;
  return cells > text.length + (atEnd ? 0 : text.length) ? text : undefined;
}

function runOf(row: Row, start: number, stop: number): number {
  let end = start + 1;
  while (end < stop && same(row[end], row[start])) end++;
  return end - start;
}

/** EL, from the cell where the cursor already stands if that is in the blank tail. */
function eraseTail(
  pen: Pen,
  first: { readonly row: number; readonly column: number },
  blank: number,
  after: Row,
): void {
  const here = pen.at?.row === first.row && pen.at.column >= blank && pen.at.column <= first.column;
  if (!here) go(pen, first, after);
  blanksArePlain(pen);
  pen.text += ERASE_TO_END;
}
