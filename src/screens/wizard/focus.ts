import { charactersOf } from '../width.ts';
import type { ShownField } from './field.ts';
import type { Page } from './page.ts';
import { BACK, type Focus, NEXT, type WizardState } from './state.ts';
import { applies, textOf } from './values.ts';

/** The pages that are asked with the answers so far, in their order. */
export function askedPages(state: WizardState): Page[] {
  return state.pages.filter(
    (page) =>
      !page.aside &&
      !page.filled &&
      !page.under &&
      applies(page, state) &&
      (shownFields(page, state).length > 0 || page.status !== undefined),
  );
}

/** The page that is open. @throws when there is none: a bug. */
export function openPage(state: WizardState): Page {
  const page = state.pages.find(({ id }) => id === state.page);
  if (!page) throw new Error(`no page ${state.page}`);
  return page;
}

export function shownFields(page: Page, state: WizardState): ShownField[] {
  return page.fields.filter((field) => field.kind !== 'silent').filter((field) => applies(field, state));
}

/** What Tab goes through on the open page, in its order. */
export function stops(state: WizardState): Focus[] {
  const page = openPage(state);
  const fields = shownFields(page, state).map(({ id }) => id);
  if (page.aside || page.final) return fields;
  const first = askedPages(state)[0]?.id === page.id;
  return [...fields, NEXT, ...(first ? [] : [BACK])];
}

export function focusedField(state: WizardState): ShownField | undefined {
  return shownFields(openPage(state), state).find(({ id }) => id === state.focus);
}

/** The state with the focus on `focus`; the field that had it is left, and shows its problems from now on. */
export function focusOn(state: WizardState, focus: Focus): WizardState {
  if (focus === state.focus) return state;
  const field = focusedField(state);
  const left = field && !state.left.includes(field.id) ? [...state.left, field.id] : state.left;
  const next: WizardState = { ...state, left, focus };
  return { ...next, at: startOf(next) };
}

/** The state with `steps` stops further on (back when negative), around the ends. */
export function moveFocus(state: WizardState, steps: number): WizardState {
  const all = stops(state);
  const at = all.indexOf(state.focus);
  return focusOn(state, all[(at + steps + all.length) % all.length] ?? NEXT);
}

/** A page opened with the focus on its first field. */
export function openOn(state: WizardState, page: Page): WizardState {
  const [first] = shownFields(page, state);
  const cameFrom = page.aside && page.id !== state.page ? { cameFrom: state.page } : {};
  const focus = first?.id ?? NEXT;
  const opened: WizardState = { ...state, ...cameFrom, page: page.id, focus, overlay: undefined };
  return { ...opened, at: startOf(opened) };
}

/** Where in a field one starts: behind its text, on the chosen option, at the first row. */
function startOf(state: WizardState): number {
  const field = focusedField(state);
  if (field?.kind === 'text') return charactersOf(textOf(field, state)).length;
  if (field?.kind !== 'choice') return 0;
  const chosen = textOf(field, state);
  const options = field.options(state);
  return Math.max(
    options.findIndex(({ value }) => value === chosen),
    0,
  );
}
