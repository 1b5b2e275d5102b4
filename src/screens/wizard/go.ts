import { blockingProblem } from './check.ts';
import { askedPages, focusOn, openOn, openPage, shownFields } from './focus.ts';
import type { Page } from './page.ts';
import { SUMMARY_PAGE } from './pages/summary.ts';
import type { WizardState } from './state.ts';
import type { Step } from './update.ts';

/** Opens a page, and asks for what it needs. */
export function open(state: WizardState, page: Page): Step {
  const opened = openOn(state, page);
  return [opened, page.onOpen?.(opened) ?? []];
}

/** The page before, or the one that opened a page beside the way; on the first one, and on a page that stays, nothing happens. */
export function back(state: WizardState): Step {
  if (openPage(state).stays) return [state, []];
  if (openPage(state).aside) {
    const before = state.pages.find(({ id }) => id === state.cameFrom);
    return before ? open(state, before) : [state, []];
  }
  const opener = openerOf(state, openPage(state));
  if (opener) return open(state, opener);
  const pages = askedPages(state);
  const before = pages[pages.findIndex(({ id }) => id === state.page) - 1];
  return before ? open(state, before) : [state, []];
}

/** The next page, when nothing is wrong on this one; otherwise the first field with a problem. */
export function next(state: WizardState): Step {
  const page = openPage(state);
  const all = shownFields(page, state).map(({ id }) => id);
  const left = { ...state, left: [...new Set([...state.left, ...all])] };
  const wrong = blockingProblem(left.pages, page, left);
  if (wrong) return [focusOn(left, wrong.field), []];
  if (page.asks?.(left)) return [{ ...left, overlay: { kind: 'question', of: 'page', yes: false } }, []];
  return onward(left);
}

/** The next page, whatever was asked before. */
export function onward(state: WizardState): Step {
  const page = openPage(state);
  const asked = page.onNext?.(state) ?? [];
  const pages = askedPages(state);
  const following = openerOf(state, page) ?? pages[pages.findIndex(({ id }) => id === page.id) + 1];
  if (!following) return [state, asked];
  const [opened, requests] = open(state, following);
  return [opened, [...asked, ...requests]];
}

/** What a page that is not on the way is opened from; undefined for one that is. */
function openerOf(state: WizardState, { filled, under }: Page): Page | undefined {
  const wanted = filled ? SUMMARY_PAGE : under;
  if (wanted === undefined) return undefined;
  const opener = state.pages.find(({ id }) => id === wanted);
  if (!opener) throw new Error(`no page ${wanted}, which opens another one`);
  return opener;
}
