import type { Frame, FrameRow, Position } from '../frame.ts';
import { isTooSmall } from '../smallest.ts';
import { cellsOf, cutRow, textRows } from '../width.ts';
import { bodyOf } from './body.ts';
import { askedPages, openPage, stops } from './focus.ts';
import { bodyHeight, columnsOf, headRows } from './layout.ts';
import { overlayBody } from './overlay-view.ts';
import { BACK, isAbort, NEXT, type WizardState } from './state.ts';
import { say } from './text/table.ts';
import { titleOf } from './title.ts';

/** Rows of a page between head and buttons; `cursor` and `focus` are counted from the first of them. */
export type Body = {
  readonly rows: readonly FrameRow[];
  readonly cursor?: Position | undefined;
  /** The row that must be seen. */
  readonly focus: number;
  /** The row at the top, where the person scrolls; otherwise the one that shows `focus`. */
  readonly top?: number;
};

/** The screen for a state. Pure; every row fits the size. */
export function view(state: WizardState): Frame {
  const { size } = state;
  if (isTooSmall(size)) return tooSmall(state);
  const { rows, ...whole } = wholeFrame(state);
  return { ...whole, rows: rows.map((row) => cutRow(row, columnsOf(state))) };
}

/** The same with its rows as they would be on a screen wide enough for them. */
export function wholeFrame(state: WizardState): Frame {
  const { size } = state;
  const columns = columnsOf(state);
  const head = [
    titleBar(state),
    [],
    [{ text: titleOf(openPage(state), state), style: 'strong' as const }],
    ...headRows(state),
    [],
  ];
  const body = state.overlay ? overlayBody(state, state.overlay) : bodyOf(state, columns);
  const height = bodyHeight(state);
  const top = Math.max(Math.min(body.top ?? body.focus - height + 1, body.rows.length - height), 0);
  const shown = body.rows.slice(top, top + height);
  const blanks: FrameRow[] = Array.from({ length: height - shown.length }, () => []);
  const more =
    body.rows.length > height ? [{ text: say('frame.more', state.language), style: 'dim' as const }] : [];
  const foot = [
    more,
    buttons(state),
    [],
    [{ text: say(keysOf(state), state.language), style: 'dim' as const }],
  ];
  const rows = [...head, ...shown, ...blanks, ...foot];
  const { cursor } = body;
  const seen = cursor && cursor.row >= top && cursor.row < top + height;
  return seen
    ? {
        size,
        rows,
        cursor: { row: head.length + cursor.row - top, column: Math.min(cursor.column, columns - 1) },
      }
    : { size, rows };
}

function keysOf(state: WizardState) {
  const { keys = 'frame.keys' } = openPage(state);
  return typeof keys === 'function' ? keys(state) : keys;
}

function titleBar(state: WizardState): FrameRow {
  const pages = askedPages(state);
  const step = pages.findIndex(({ id }) => id === state.page) + 1;
  const left = say('frame.title', state.language);
  const right = step === 0 ? '' : say('frame.step', state.language, { step, steps: pages.length });
  const gap = columnsOf(state) - cellsOf(left) - cellsOf(right);
  return [{ text: `${left}${' '.repeat(gap)}${right}`, style: 'title' }];
}

function buttons(state: WizardState): FrameRow {
  const { language } = state;
  const { aside, final } = openPage(state);
  if (aside || final) return [];
  const button = (focus: string, text: string) =>
    ({ text: `[ ${text} ]`, style: state.focus === focus && !state.overlay ? 'focus' : 'normal' }) as const;
  const next = button(NEXT, say('frame.next', language));
  if (!stops(state).includes(BACK)) return [next];
  return [next, { text: '  ', style: 'normal' }, button(BACK, say('frame.back', language))];
}

/** One sentence; the only question that can be answered here is whether to leave. */
function tooSmall(state: WizardState): Frame {
  const { size, overlay, language } = state;
  const sentence = textRows(say('frame.small', language, size), size.columns);
  const question = isAbort(overlay) ? overlayBody(state, overlay).rows : [];
  const rows = [...(question.length > 0 ? [...question, []] : []), ...sentence];
  return { size, rows: rows.slice(0, size.rows).map((row) => cutRow(row, size.columns)) };
}
