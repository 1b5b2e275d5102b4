import type { Position } from '../frame.ts';
import type { Capabilities } from './capabilities.ts';

const CSI = '\u001b[';
const INDEX = '\u001bD';
const REVERSE_INDEX = '\u001bM';
const NEXT_LINE = '\u001bE';

/**
 * The shortest way for the cursor; `from` is absent where it stands nobody knows. A bare line feed is
 * never sent: the tty's ONLCR would make two bytes and another column of it.
 */
export function move(from: Position | undefined, to: Position, capabilities: Capabilities): string {
  const ways = [address(to)];
  if (from) {
    if (from.row === to.row && from.column === to.column) return '';
    for (const vertical of verticals(from.row, to.row, capabilities))
      for (const horizontal of horizontals(from.column, to.column)) ways.push(vertical + horizontal);
    if (capabilities.scrolls && to.row > from.row)
      for (const horizontal of horizontals(0, to.column))
        ways.push(NEXT_LINE.repeat(to.row - from.row) + horizontal);
  }
  return shortest(ways);
}

/** The first of the shortest. */
export function shortest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length < best.length ? text : best));
}

/** CUP; a parameter that is 1 is left out. */
function address({ row, column }: Position): string {
  const line = row === 0 ? '' : row + 1;
  return column === 0 ? `${CSI}${line}H` : `${CSI}${line};${column + 1}H`;
}

function verticals(from: number, to: number, { scrolls }: Capabilities): string[] {
  if (from === to) return [''];
  const distance = Math.abs(to - from);
  const [letter, step] = to > from ? ['B', INDEX] : ['A', REVERSE_INDEX];
  return [relative(distance, letter), ...(scrolls ? [step.repeat(distance)] : [])];
}

function horizontals(from: number, to: number): string[] {
  if (from === to) return [''];
  const right = to > from ? [relative(to - from, 'C')] : [];
  const left = to < from ? [relative(from - to, 'D'), '\b'.repeat(from - to)] : [];
  return [...right, ...left, to === 0 ? '\r' : `\r${relative(to, 'C')}`];
}

function relative(distance: number, letter: string): string {
  return distance === 1 ? `${CSI}${letter}` : `${CSI}${distance}${letter}`;
}
