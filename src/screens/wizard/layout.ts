import { textRows } from '../width.ts';
import { openPage } from './focus.ts';
import type { WizardState } from './state.ts';
import { say } from './text/table.ts';

/** Longer lines are hard to read: on a wider screen the rest stays empty. */
const WIDEST = 100;

/** Columns that a page uses. */
export function columnsOf({ size }: Pick<WizardState, 'size'>): number {
  return Math.min(size.columns, WIDEST);
}

/** Rows of the title bar, the page's title and its explanation. */
export function headRows(state: WizardState) {
  const { intro } = openPage(state);
  return textRows(say(intro, state.language), columnsOf(state));
}

/** Rows between the explanation and the buttons: there a page scrolls. */
export function bodyHeight(state: WizardState): number {
  return state.size.rows - FRAME_ROWS - headRows(state).length;
}

/** Title bar, blank, title, blank, … blank, buttons, blank, keys. */
const FRAME_ROWS = 8;
