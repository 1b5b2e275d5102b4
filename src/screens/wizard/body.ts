import type { FrameRow } from '../frame.ts';
import { cellsOf, charactersOf, pad, textRows } from '../width.ts';
import { pageProblems } from './check.ts';
import type { ChoiceField, MenuField, ShownField, TextField, TextView } from './field.ts';
import { openPage, shownFields } from './focus.ts';
import { bodyHeight } from './layout.ts';
import type { PageProblem } from './page.ts';
import { paneRows } from './pane.ts';
import type { WizardState } from './state.ts';
import { say } from './text/table.ts';
import { textOf } from './values.ts';
import type { Body } from './view.ts';

/** The fields of the open page, each with what is wrong in it, and what the page says below them. */
export function bodyOf(state: WizardState, columns: number): Body {
  const page = openPage(state);
  const fields = shownFields(page, state);
  const problems = pageProblems(state.pages, page, state).filter(({ field }) => state.left.includes(field));
  const labels = fields
    .filter(({ kind }) => kind === 'text')
    .map(({ label }) => cellsOf(say(label, state.language)));
  let body: Body = { rows: page.lead?.(state, columns) ?? [], focus: 0 };
  for (const field of fields) {
    const above = { rows: field.above?.(state, columns) ?? [], focus: 0 };
    const part = joined(above, partOf(field, state, { columns, labels: Math.max(0, ...labels) }), true);
    const said = problems.filter((one) => one.field === field.id).flatMap((one) => problemRows(one, columns));
    body = joined(body, { ...part, rows: [...part.rows, ...said] }, field.id === state.focus);
  }
  const status = page.status?.(state, columns) ?? [];
  return status.length > 0 ? { ...body, rows: [...body.rows, [], ...status] } : body;
}

type Widths = { readonly columns: number; readonly labels: number };

function joined(body: Body, part: Body, focused: boolean): Body {
  const above = body.rows.length;
  const rows = [...body.rows, ...part.rows];
  if (!focused) return { ...body, rows };
  const cursor = part.cursor && { row: above + part.cursor.row, column: part.cursor.column };
  const top = part.top === undefined ? {} : { top: above + part.top };
  return { rows, cursor, focus: above + part.focus, ...top };
}

function partOf(field: ShownField, state: WizardState, widths: Widths): Body {
  switch (field.kind) {
    case 'text':
      return inputPart(field, state, widths);
    case 'view':
      return field.log
        ? { rows: logRows(field, state, widths.columns), focus: 0, top: 0 }
        : { rows: field.rows(state, widths.columns), focus: 0, top: state.at };
    default:
      return listPart(field, state);
  }
}

function logRows(field: TextView, state: WizardState, columns: number): readonly FrameRow[] {
  const head = field.log?.head?.(state, columns, bodyHeight(state)) ?? [];
  return [...head, ...paneRows(field.rows(state, columns), state.at, bodyHeight(state) - head.length)];
}

/** `HTTP Port: [80____]  (optional)`; a longer text shows the part around the caret. */
function inputPart(field: TextField, state: WizardState, { columns, labels }: Widths): Body {
  const text = textOf(field, state);
  const shown = field.hidden ? charactersOf(text).map(() => '*') : charactersOf(text);
  const focused = state.focus === field.id;
  const caret = focused ? Math.min(state.at, shown.length) : 0;
  const width = Math.min(field.width, columns - labels - 5);
  const from = windowStart(shown, caret, width);
  const inside = fitting(shown.slice(from), width);
  const label = pad(say(field.label, state.language), labels);
  const remark = field.remark?.(state);
  const behind = remark
    ? say(remark, state.language)
    : field.optional
      ? say('frame.optional', state.language)
      : '';
  const before = `${label}: [`;
  const row: FrameRow = [
    { text: before, style: 'normal' },
    { text: inside + '_'.repeat(width - cellsOf(inside)), style: 'input' },
    { text: ']', style: 'normal' },
    ...(behind === '' ? [] : [{ text: ` ${behind}`, style: 'dim' as const }]),
  ];
  const column = cellsOf(before) + cellsOf(shown.slice(from, caret).join(''));
  return { rows: [row], focus: 0, cursor: { row: 0, column } };
}

/** The first character shown: the text moves in steps of half the input, not with every key. */
function windowStart(characters: readonly string[], caret: number, width: number): number {
  let from = 0;
  const step = Math.max(Math.floor(width / 2), 1);
  while (cellsOf(characters.slice(from, caret).join('')) >= width) from += step;
  return from;
}

function fitting(characters: readonly string[], width: number): string {
  let text = '';
  for (const character of characters) {
    if (cellsOf(text) + cellsOf(character) > width) break;
    text += character;
  }
  return text;
}

function listPart(field: ChoiceField | MenuField, state: WizardState): Body {
  const focused = state.focus === field.id && !state.overlay;
  const chosen = textOf(field, state);
  const rows: FrameRow[] = [[{ text: `${say(field.label, state.language)}:`, style: 'normal' }]];
  let focus = 0;
  for (const [index, option] of field.options(state).entries()) {
    const here = focused && index === state.at;
    // The last of its rows is seen too: a reason, a question.
    if (here) focus = rows.length + (option.details?.length ?? 0);
    const mark = field.kind === 'menu' || option.does ? '' : `(${option.value === chosen ? '*' : ' '}) `;
    rows.push([
      { text: here ? ' > ' : '   ', style: here ? 'focus' : 'normal' },
      { text: ` ${mark}`, style: option.refused ? 'dim' : 'normal' },
      ...option.row,
    ]);
    for (const detail of option.details ?? [])
      rows.push([{ text: ' '.repeat(4 + mark.length), style: 'normal' }, ...detail]);
  }
  return { rows, focus };
}

function problemRows({ text, severity }: PageProblem, columns: number): FrameRow[] {
  const [first = [], ...others] = textRows(text, columns - 4, severity === 'error' ? 'bad' : 'warn');
  const mark = {
    text: severity === 'error' ? '  ! ' : '  i ',
    style: severity === 'error' ? 'bad' : 'warn',
  } as const;
  return [[mark, ...first], ...others.map((row) => [{ text: '    ', style: 'normal' as const }, ...row])];
}
