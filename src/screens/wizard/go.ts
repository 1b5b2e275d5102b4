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
    const opener = state.pages.find(({ id }) => id === state.cameFrom);
    return opener ? open(state, opener) : [state, []];
  }
  if (openPage(state).filled) return open(state, summaryOf(state));
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
  const following = page.filled ? summaryOf(state) : pages[pages.findIndex(({ id }) => id === page.id) + 1];
  if (!following) return [state, asked];
  const [opened, requests] = open(state, following);
  return [opened, [...asked, ...requests]];
}

/** What a page that is not asked is opened from. */
function summaryOf(state: WizardState): Page {
  const summary = state.pages.find(({ id }) => id === SUMMARY_PAGE);
  if (!summary) throw new Error('a filled page and no summary');
  return summary;
}
