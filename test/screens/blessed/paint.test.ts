import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributesOf } from '../../../src/screens/blessed/attributes.ts';
import type { Capabilities } from '../../../src/screens/blessed/capabilities.ts';
import { gridOf } from '../../../src/screens/blessed/cells.ts';
import { paint, type Screen } from '../../../src/screens/blessed/paint.ts';
import type { Frame, Style } from '../../../src/screens/frame.ts';
import { span, TERMINALS, textFrame } from './frames.ts';
import { shownTerminal } from './shown.ts';

const STYLES: readonly Style[] = [
  'normal',
  'title',
  'strong',
  'dim',
  'good',
  'bad',
  'warn',
  'focus',
  'input',
];
const character = fc.constantFrom(...'aaaabx-_#>   ', '安', '装', 'é', 'e\u0301', 'ü', '—', '🙂', '\u200b');
const words = fc.oneof(
  fc.string({ unit: character, maxLength: 8 }),
  fc
    .tuple(fc.constantFrom('-', ' '), fc.integer({ min: 6, max: 18 }))
    .map(([one, times]) => one.repeat(times)),
);
const row = fc.array(fc.record({ text: words, style: fc.constantFrom(...STYLES) }), { maxLength: 5 });

/** A small screen: everything meets its edges often. */
const SMALL = { columns: 33, rows: 7 };

function frames(columns: number, rows: number): fc.Arbitrary<Frame> {
  const cursor = fc.record({
    row: fc.nat({ max: rows - 1 }),
    column: fc.nat({ max: columns - 1 }),
  });
  return fc
    .record({ rows: fc.array(row, { maxLength: rows }), cursor: fc.option(cursor, { nil: undefined }) })
    .map(({ rows: spans, cursor: at }) => ({
      size: { columns, rows },
      rows: spans,
      ...(at ? { cursor: at } : {}),
    }));
}

/** Frames that follow each other as on a real screen: some new, some scrolled, some with one row changed. */
const story = fc.array(
  fc.record({
    fresh: frames(SMALL.columns, SMALL.rows),
    kind: fc.constantFrom('new', 'scroll', 'row', 'same'),
    by: fc.integer({ min: -4, max: 4 }),
    at: fc.nat({ max: SMALL.rows - 1 }),
  }),
  { minLength: 1, maxLength: 8 },
);

type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

function framesOf(steps: Story): Frame[] {
  const made: Frame[] = [];
  for (const { fresh, kind, by, at } of steps) {
    const last = made.at(-1) ?? fresh;
    const rows = Array.from({ length: SMALL.rows }, (_, index) => last.rows[index] ?? []);
    if (kind === 'new') made.push(fresh);
    else if (kind === 'same') made.push({ ...fresh, rows });
    else if (kind === 'row') made.push({ ...fresh, rows: rows.with(at, fresh.rows[0] ?? []) });
    else made.push({ ...fresh, rows: rows.map((_, index) => rows[index + by] ?? fresh.rows[index] ?? []) });
  }
  return made;
}

/** What the terminal should show: the frame's cells, joined. */
function wanted(frame: Frame, capabilities: Capabilities): string[] {
  return gridOf(frame, capabilities).map((cells) =>
    cells
      .map(({ glyph }) => glyph)
      .join('')
      .trimEnd(),
  );
}

test.each(Object.entries(TERMINALS))('%s shows exactly the frames', async (_name, capabilities) => {
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const terminal = shownTerminal(SMALL);
      let screen: Screen | undefined;
      let reverse = false;
      for (const frame of framesOf(steps)) {
        const painted = paint(screen, frame, capabilities);
        screen = painted.screen;
        await terminal.write(painted.bytes);
        reverse = reverseAfter(painted.bytes, reverse);
        expect(terminal.text()).toEqual(wanted(frame, capabilities));
        expect(terminal.attributes()).toEqual(attributesIn(frame, capabilities));
        if (frame.cursor) expect(terminal.cursor()).toEqual(frame.cursor);
        if (capabilities.hidesCursor) expect(screen.showsCursor).toBe(frame.cursor !== undefined);
      }
    }),
    { numRuns: 150 },
  );
});

function attributesIn(frame: Frame, capabilities: Capabilities): number[][] {
  return gridOf(frame, capabilities).map((cells) => cells.map(({ attributes }) => attributes));
}

test('text comes in the width that is counted, and nothing that steers the terminal', () => {
  const all = TERMINALS['xterm-256color'] as Capabilities;
  const shown = (text: string, capabilities: Capabilities) => wanted(textFrame([text]), capabilities)[0];
  expect(shown('a\u001b[2J\u0007\tb', all)).toBe('a[2Jb');
  expect(shown('安装 é e\u0301 🙂 \u202eabc', all)).toBe('安装 é e\u0301 ?? abc');
  expect(shown('安装 é e\u0301', TERMINALS.linux as Capabilities)).toBe('???? é é');
  expect(shown('安装 é', TERMINALS.vt100 as Capabilities)).toBe('???? ?');
});

test('a mark at the beginning of a span belongs to the letter before it; what does not fit is cut', () => {
  const all = TERMINALS['xterm-256color'] as Capabilities;
  const rows = [[span('e', 'strong'), span('\u0301x')], [span(`${'a'.repeat(79)}安b`)]];
  const [first, second] = wanted(textFrame(rows), all);
  expect(first).toBe('e\u0301x');
  expect(second).toBe('a'.repeat(79));
});

test('colours and the dim are for terminals that have them; the others say it bold', () => {
  const { vt100, linux } = TERMINALS;
  if (!vt100 || !linux) throw new Error('missing');
  expect(STYLES.map((style) => attributesOf(style, vt100))).toEqual([0, 1, 1, 0, 0, 1, 1, 8, 0]);
  expect(STYLES.map((style) => attributesOf(style, linux))).toEqual([0, 1, 1, 2, 32, 16, 48, 8, 0]);
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that are looked for
const SEQUENCE = /\u001b\[([0-9;]*)([a-zA-Z])/g;

/** Whether reverse video is in force after the bytes; nothing may be erased or moved in under it: minicom fills with it. */
function reverseAfter(bytes: string, before: boolean): boolean {
  let reverse = before;
  for (const [sequence, parameters = '', letter = ''] of bytes.matchAll(SEQUENCE)) {
    if (letter === 'm') reverse = /(^|;)7$/.test(parameters) || (reverse && /^[1-9]/.test(parameters));
    else if (reverse && ('JKXLM'.includes(letter) || (letter === 'r' && parameters !== '')))
      throw new Error(`${sequence} in reverse video`);
  }
  return reverse;
}
