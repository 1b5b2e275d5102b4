import { headline } from './headline.ts';
import type { Row } from './judge.ts';
import type { NodeStatus } from './node-status.ts';
import { shownTime } from './shown-time.ts';
import { wrapped } from './wrap.ts';

const COLUMNS = 80;
const WIDTHS = { name: 16, state: 14, since: 7 } as const;
const BEFORE_TEXT = WIDTHS.name + WIDTHS.state + WIDTHS.since;

/** A node's state as a table of 80 columns: the headline, then a component a row with what to do below it. */
export function statusText(status: NodeStatus, now = new Date()): string {
  const head = line('component', 'state', 'since', '');
  return `${[...wrapped(headline(status, now), COLUMNS), '', head, ...tableOf(status.rows, now)].join('\n')}\n`;
}

/** Rows of the table without its head. */
export function tableOf(rows: readonly Row[], now: Date): string[] {
  return rows.flatMap((row) => {
    const words = [...wrapped(row.text, COLUMNS - BEFORE_TEXT), ...remedy(row)];
    const since = row.since === undefined ? '' : shownTime(row.since, now);
    const [first = '', ...rest] = words;
    return [line(row.name, row.state, since, first), ...rest.map((text) => line('', '', '', text))];
  });
}

function remedy(row: Row): string[] {
  return row.do === undefined ? [] : wrapped(`-> ${row.do}`, COLUMNS - BEFORE_TEXT);
}

function line(name: string, state: string, since: string, text: string): string {
  const start = name.padEnd(WIDTHS.name) + state.padEnd(WIDTHS.state) + since.padEnd(WIDTHS.since);
  return (start + text).trimEnd();
}
