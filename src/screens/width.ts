import stringWidth from 'string-width';
import type { FrameRow, Span, Style } from './frame.ts';

/** Most texts, in which every character is one and fills one column. */
const ASCII = /^[ -~]*$/;

/** Columns that a text fills on a terminal: wide characters two, combining ones none. */
export function cellsOf(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
}

/** Columns of a row. */
export function rowCells(row: FrameRow): number {
  return row.reduce((sum, span) => sum + cellsOf(span.text), 0);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** The characters of a text as a person counts them: a letter and its accents are one. */
export function charactersOf(text: string): string[] {
  if (ASCII.test(text)) return text.split('');
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** The beginning of a text that fits into `columns`; a character is never cut in half. */
export function cut(text: string, columns: number): string {
  let kept = '';
  let used = 0;
  for (const character of charactersOf(text)) {
    used += cellsOf(character);
    if (used > columns) break;
    kept += character;
  }
  return kept;
}

/** A text with blanks behind it up to `columns`. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(columns - cellsOf(text), 0));
}

/** A row cut to `columns`. */
export function cutRow(row: FrameRow, columns: number): FrameRow {
  const kept: Span[] = [];
  let left = columns;
  for (const { text, style } of row) {
    const part = cut(text, left);
    if (part !== '') kept.push({ text: part, style });
    left -= cellsOf(part);
    if (part !== text) break;
  }
  return kept;
}

/** A text with blanks up to the next eighth column in the place of each tab, as terminals show it. */
export function withoutTabs(text: string): string {
  return text.split('\t').reduce((before, part) => before + ' '.repeat(8 - (cellsOf(before) % 8)) + part);
}

/** Text in lines of at most `columns`, broken at blanks (Chinese: between words); line breaks are kept. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, columns));
}

function wrapLine(line: string, columns: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const segment of unbroken(line)) {
    if (cellsOf(current + segment.trimEnd()) <= columns) {
      current += segment;
      continue;
    }
    if (current.trim() !== '') lines.push(current.trimEnd());
    current = segment.trimStart();
    while (cellsOf(current) > columns) {
      // A wide character has no room in one column: it stands there all the same, and the screen cuts it.
      const part = cut(current, columns) || (charactersOf(current)[0] ?? current);
      lines.push(part);
      current = current.slice(part.length);
    }
  }
  return [...lines, current.trimEnd()];
}

/** No line begins with these, none ends with those. */
const CLOSING = /^[\p{Pe}\p{Pf},.;:!?%，。；：、！？…]/u;
const OPENING = /[\p{Ps}\p{Pi}]$/u;

/** The parts of a line between which it may be broken; an address, a path or `Ctrl+B` is one. */
function unbroken(line: string): string[] {
  const parts: string[] = [];
  for (const { segment } of words.segment(line)) {
    const last = parts.at(-1);
    if (last === undefined || mayBreak(last, segment)) parts.push(segment);
    else parts[parts.length - 1] = last + segment;
  }
  return parts;
}

function mayBreak(before: string, after: string): boolean {
  if (after.trim() === '') return false;
  if (/\s$/.test(before)) return true;
  const touching = [charactersOf(before).at(-1) ?? '', charactersOf(after)[0] ?? ''];
  const isWide = touching.some((character) => cellsOf(character) === 2);
  return isWide && !CLOSING.test(after) && !OPENING.test(before);
}

/** Wrapped text as rows of one style. */
export function textRows(text: string, columns: number, style: Style = 'normal'): FrameRow[] {
  return wrap(text, columns).map((line) => (line === '' ? [] : [{ text: line, style }]));
}
