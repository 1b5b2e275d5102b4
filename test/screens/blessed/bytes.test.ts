import { expect, test } from 'vitest';
import type { Frame, FrameRow, Position } from '../../../src/screens/frame.ts';
import { costs, span, TERMINALS, textFrame } from './frames.ts';

/** Bytes that dialog 1.3 and whiptail send for the same on 80x24, counted in a pseudo-terminal. */
const REFERENCE = {
  vt100: {
    list: [1444, 705],
    move: [98, 30],
    select: [34, 34],
    form: [1807, 674],
    type: [280, 20],
    gauge: [2020, 2527],
    scroll: [188, 126],
  },
  vt220: {
    list: [1618, 716],
    move: [104, 30],
    select: [38, 36],
    form: [1971, 695],
    type: [360, 20],
    gauge: [2224, 2639],
    scroll: [205, 101],
  },
  linux: {
    list: [2825, 3696],
    move: [239, 45],
    select: [65, 36],
    form: [3186, 3692],
    type: [660, 34],
    gauge: [5355, 2245],
    scroll: [254, 180],
  },
  'xterm-256color': {
    list: [2700, 1619],
    move: [236, 41],
    select: [66, 36],
    form: [3469, 1611],
    type: [680, 30],
    gauge: [5429, 2245],
    scroll: [275, 161],
  },
} as const;
type Action = keyof (typeof REFERENCE)['vt100'];

/** On these whiptail is the bar too, with a fifth more. */
const AGAINST_WHIPTAIL: readonly Action[] = ['move', 'type', 'gauge'];

/** A page like the wizard's: title, explanation, body, buttons, keys. */
function page(body: readonly (string | FrameRow)[], cursor?: Position): Frame {
  const head = [
    [span(`COS installation${' '.repeat(52)}Step 2 of 12`, 'title')],
    '',
    [span('Role', 'strong')],
    'Choose what this server will be in the cluster.',
    '',
  ];
  const foot = ['', '[ Next ]  [ Back ]', '', [span('Enter next  Tab move  Space select  F1 help', 'dim')]];
  const blanks = Array.from({ length: 24 - head.length - foot.length - body.length }, () => '');
  return textFrame([...head, ...body, ...blanks, ...foot], cursor);
}

function list(at: number, chosen: number): Frame {
  const option = (index: number, text: string): FrameRow => [
    span(index === at ? ' > ' : '   ', index === at ? 'focus' : 'normal'),
    span(` (${index === chosen ? '*' : ' '}) ${text}`),
  ];
  return page(['Role:', option(0, 'Controller: manages the cluster'), option(1, 'Agent: runs containers')]);
}

function form(text: string): Frame {
  const field = (label: string, value: string): FrameRow => [
    span(`${label}: [`),
    span(value.padEnd(32, '_'), 'input'),
    span(']'),
  ];
  const rows = [field('HTTP Port   ', text), field('Cluster Size', '3'), field('Host name   ', 'cos-x1')];
  return page(rows, { row: 5, column: 15 + text.length });
}

function gauge(percent: number): Frame {
  return page([`[${'#'.repeat(percent * 0.6).padEnd(60)}] ${String(percent).padStart(3)} %`]);
}

/** Lines that have nothing in common: each differs from its neighbours in every column. */
function text(top: number): Frame {
  const line = (number: number) =>
    Array.from({ length: 70 }, (_, column) =>
      String.fromCharCode(97 + ((number * 7 + column * 5) % 26)),
    ).join('');
  return page(Array.from({ length: 15 }, (_, row) => line(top + row)));
}

const typed = Array.from({ length: 21 }, (_, count) => form('abcdefghijklmnopqrst'.slice(0, count)));

const ACTIONS: Record<Action, readonly Frame[]> = {
  list: [list(0, 0)],
  move: [list(0, 0), list(1, 0)],
  select: [list(1, 0), list(1, 1)],
  form: [form('')],
  type: typed,
  gauge: Array.from({ length: 101 }, (_, percent) => gauge(percent)),
  scroll: [text(0), text(1)],
};

function cost(action: Action, term: keyof typeof REFERENCE): number {
  const capabilities = TERMINALS[term];
  if (!capabilities) throw new Error(term);
  const [first = 0, ...others] = costs(ACTIONS[action], capabilities);
  return others.length === 0 ? first : others.reduce((sum, bytes) => sum + bytes, 0);
}

const terms = Object.keys(REFERENCE) as (keyof typeof REFERENCE)[];
const actions = Object.keys(ACTIONS) as Action[];

test.each(terms.flatMap((term) => actions.map((action) => [term, action] as const)))(
  '%s: %s costs no more than in dialog, and in whiptail where it counts',
  (term, action) => {
    const [dialog, whiptail] = REFERENCE[term][action];
    const bytes = cost(action, term);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(dialog);
    if (AGAINST_WHIPTAIL.includes(action)) expect(bytes).toBeLessThanOrEqual(whiptail * 1.2);
  },
);

test.each(terms)('%s: what stays the same costs nothing, a typed character one byte', (term) => {
  const capabilities = TERMINALS[term];
  if (!capabilities) throw new Error(term);
  expect(costs([form('ab'), form('ab')], capabilities)[1]).toBe(0);
  expect(costs(typed, capabilities).slice(2)).toEqual(Array.from({ length: 19 }, () => 1));
});

test.each(terms)('%s: a text is scrolled by the terminal, up and down, not written again', (term) => {
  const capabilities = TERMINALS[term];
  if (!capabilities) throw new Error(term);
  const [, ...scrolls] = costs([text(0), text(1), text(0), text(3)], capabilities);
  const line = 70;
  expect(scrolls[0]).toBeLessThan(line + 30);
  expect(scrolls[1]).toBeLessThan(line + 30);
  expect(scrolls[2]).toBeLessThan(3 * line + 40);
});
