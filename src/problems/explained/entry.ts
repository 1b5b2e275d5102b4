import type { ProblemRow } from '../row.ts';
import type { Area, Explanation, Extra, Text } from './area.ts';
import { areas } from './areas.ts';

/** Everything that is known of one number. */
export type Entry = {
  readonly code: string;
  readonly row: ProblemRow;
  readonly severity: 'error' | 'warning' | 'either';
  readonly explanation: Explanation;
};
export type Section = { readonly title: Text; readonly entries: readonly Entry[] };

/** Every number, by area and then in order. Pure. */
export function sections(): Section[] {
  return areas.map((area) => ({
    title: area.title,
    entries: Object.entries(area.rows)
      .map(([code, row]) => entryOf(code, row, area))
      .toSorted((a, b) => a.row.number - b.row.number),
  }));
}

function entryOf(code: string, row: ProblemRow, { common, extra }: Area): Entry {
  const own: Extra = extra[code] ?? {};
  const { severity = 'error', ...texts } = own;
  return { code, row, severity, explanation: { ...common, ...texts } };
}

/** The entry of `E140`, `W452`, `140` or `COS-140`, in any case; undefined where there is none. Pure. */
export function findEntry(number: string): Entry | undefined {
  const [, digits] = /^\[?(?:COS-)?[EW]?(\d+)\]?$/i.exec(number) ?? [];
  return sections()
    .flatMap(({ entries }) => entries)
    .find(({ row }) => String(row.number) === digits);
}

/** How the number stands behind a sentence: `E140`, `W452`, and both where the answers decide. */
export function marksOf({ row: { number }, severity }: Entry): string[] {
  const letters = { error: ['E'], warning: ['W'], either: ['E', 'W'] }[severity];
  return letters.map((letter) => `${letter}${number}`);
}
