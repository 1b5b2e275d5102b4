import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Frame, FrameRow, Position } from '../../../src/screens/frame.ts';
import { ROOT } from '../../commands/program.ts';
import { costOf, withBytes } from './bytes-table.ts';
import { costs, span, TERMINALS, textFrame } from './frames.ts';
import { type Compared as Action, limitOf, TERMS } from './reference.ts';
import { actionFrames } from './wizard-frames.ts';

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

const actions = Object.keys(ACTIONS) as Action[];
const wizard = await actionFrames();

describe.each(TERMS)('%s', (term) => {
  test.each(actions)('%s costs no more than in dialog, and in whiptail where it counts', (action) => {
    for (const frames of [ACTIONS[action], wizard[action]]) {
      expect(costOf(frames, term)).toBeGreaterThan(0);
      expect(costOf(frames, term)).toBeLessThanOrEqual(limitOf(term, action));
    }
  });
});

test('docs/performance.md has these figures; otherwise `npm run docs` writes them anew', async () => {
  const page = readFileSync(join(ROOT, 'docs/performance.md'), 'utf8');
  expect(page).toContain('| next field | **');
  expect(page).toBe(await withBytes(page));
});

test.each(TERMS)('%s: what stays the same costs nothing, a typed character one byte', (term) => {
  const capabilities = TERMINALS[term];
  if (!capabilities) throw new Error(term);
  expect(costs([form('ab'), form('ab')], capabilities)[1]).toBe(0);
  expect(costs(typed, capabilities).slice(2)).toEqual(Array.from({ length: 19 }, () => 1));
});

test.each(TERMS)('%s: a text is scrolled by the terminal, up and down, not written again', (term) => {
  const capabilities = TERMINALS[term];
  if (!capabilities) throw new Error(term);
  const [, ...scrolls] = costs([text(0), text(1), text(0), text(3)], capabilities);
  const line = 70;
  expect(scrolls[0]).toBeLessThan(line + 30);
  expect(scrolls[1]).toBeLessThan(line + 30);
  expect(scrolls[2]).toBeLessThan(3 * line + 40);
});
