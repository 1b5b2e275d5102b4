import { type IBufferCell, Terminal } from '@xterm/headless';
import type { Position, Size } from '../../../src/screens/frame.ts';

/** A terminal in memory, cell by cell: text, and the attributes as the painter counts them. */
export function shownTerminal({ columns, rows }: Size) {
  const terminal = new Terminal({ cols: columns, rows, scrollback: 0, allowProposedApi: true });
  const cells = (row: number): IBufferCell[] => {
    const line = terminal.buffer.active.getLine(row);
    return Array.from({ length: columns }, (_, column) => line?.getCell(column)).filter(
      (cell) => cell !== undefined,
    );
  };
  const all = <T>(of: (cells: IBufferCell[]) => T): T[] =>
    Array.from({ length: rows }, (_, row) => of(cells(row)));
  return {
    write: (bytes: string) => new Promise<void>((resolve) => terminal.write(bytes, resolve)),
    text: () => all((row) => row.map(glyphOf).join('').trimEnd()),
    attributes: () => all((row) => row.map(attributesOf)),
    cursor: (): Position => ({ row: terminal.buffer.active.cursorY, column: terminal.buffer.active.cursorX }),
  };
}

function glyphOf(cell: IBufferCell): string {
  return cell.getWidth() === 0 ? '' : cell.getChars() || ' ';
}

/** On a blank only what is seen there counts. */
function attributesOf(cell: IBufferCell): number {
  const blank = cell.getWidth() > 0 && glyphOf(cell) === ' ';
  if (blank && !cell.isInverse() && !cell.isUnderline()) return 0;
  const colour = cell.isFgPalette() ? cell.getFgColor() : 0;
  const flags = [cell.isBold(), cell.isDim(), cell.isUnderline(), cell.isInverse()];
  return flags.reduce((sum, flag, bit) => sum + (flag ? 1 << bit : 0), colour << 4);
}
