import type { Key, KeyName } from '../key.ts';
import { isTooSmall } from '../smallest.ts';
import { editText } from './edit.ts';
import type { MenuAction, Option, TextView } from './field.ts';
import { focusedField, moveFocus, openPage } from './focus.ts';
import { back, next, open } from './go.ts';
import { bodyHeight, columnsOf } from './layout.ts';
import type { Request } from './message.ts';
import { onOverlayKey } from './overlay.ts';
import { paneScrolled } from './pane.ts';
import { isRunning } from './run.ts';
import { scrolledBy } from './scroll.ts';
import { BACK, isAbort, NEXT, type WizardState } from './state.ts';
import { begin, type Step } from './update.ts';

/** One key on the open page, or on what lies over it. */
export function onKey(state: WizardState, key: Key): Step {
  if ('name' in key && key.name === 'redraw') return [state, [{ kind: 'redraw' }]];
  if (isTooSmall(state.size) && !isAbort(state.overlay)) return unseen(state, key);
  if (state.overlay) return onOverlayKey(state, state.overlay, key);
  return global(state, key) ?? inField(state, key) ?? around(state, key);
}

/** On a screen that is too small nobody sees what a key does: it does nothing, but Ctrl+C asks. */
function unseen(state: WizardState, key: Key): Step {
  return 'name' in key && key.name === 'abort' ? [askAbort(state), []] : [state, []];
}

function askAbort(state: WizardState): WizardState {
  return { ...state, overlay: { kind: 'question', of: 'abort', yes: false } };
}

/** Begins again; asks before what was typed is lost. */
function restart(state: WizardState): Step {
  if (Object.keys(state.values).length === 0) return begin(state);
  return [{ ...state, overlay: { kind: 'question', of: 'restart', yes: false } }, []];
}

function global(state: WizardState, key: Key): Step | undefined {
  if (!('name' in key)) return undefined;
  switch (key.name) {
    case 'abort':
      return [askAbort(state), []];
    case 'restart':
      if (isRunning(state)) return [state, []];
      return restart(state);
    case 'help':
      return [{ ...state, overlay: { kind: 'help', field: state.focus, scroll: 0 } }, []];
    case 'escape':
      return back(state);
    default:
      return undefined;
  }
}

/** What the focused field makes of a key; undefined: nothing. */
function inField(state: WizardState, key: Key): Step | undefined {
  const field = focusedField(state);
  if (field?.kind === 'text') {
    const edited = editText(state, key);
    return edited && [edited, []];
  }
  if (field?.kind === 'view') {
    const at = viewScrolled(field, state, key);
    return at === undefined || at === state.at ? undefined : [{ ...state, at }, []];
  }
  if (field?.kind !== 'choice' && field?.kind !== 'menu') return undefined;
  const options = field.options(state);
  const moved = movedIn(options, state.at, key);
  if (moved !== undefined) return [{ ...state, at: moved }, []];
  const isSpace = 'text' in key && key.text === ' ';
  const isEnter = 'name' in key && key.name === 'enter';
  const option = options[state.at];
  const asked = field.kind === 'choice' && 'text' in key && option && field.onText?.(key.text, option, state);
  if (asked) return [state, [asked]];
  if ((!isSpace && !isEnter) || !option) return undefined;
  if (option.does) return act(state, option.does);
  // A menu's line that is only there to be read, like a reason or a problem without a page.
  if (option.refused || field.kind === 'menu') return [state, []];
  if (isEnter && field.bySpace) return onward(state);
  const chosen = { ...state, values: { ...state.values, [field.id]: option.value } };
  return isEnter ? onward(chosen) : [chosen, []];
}

function viewScrolled(field: TextView, state: WizardState, key: Key): number | undefined {
  const rows = field.rows(state, columnsOf(state)).length;
  const height = bodyHeight(state);
  if (!field.log) return scrolledBy(key, state.at, rows, height);
  const head = field.log.head?.(state, columnsOf(state), height) ?? [];
  return paneScrolled(key, { at: state.at, rows, height: height - head.length });
}

function act(state: WizardState, does: MenuAction): Step {
  if ('restarts' in does) return restart(state);
  if ('asks' in does)
    return does.asks.kind === 'install' ? confirmed(state, does.asks) : [state, [does.asks]];
  const page = state.pages.find(({ id }) => id === does.open);
  return page ? open(state, page) : [state, []];
}

/** Seconds in which an installation that was confirmed says something. */
const BEGINS_WITHIN = 5;

function confirmed(state: WizardState, install: Request): Step {
  const isTwice = state.confirmed !== undefined && state.ticks - state.confirmed < BEGINS_WITHIN;
  return isTwice ? [state, []] : [{ ...state, confirmed: state.ticks }, [install]];
}

function movedIn(options: readonly Option[], at: number, key: Key): number | undefined {
  if (!('name' in key)) return undefined;
  const steps: Partial<Record<KeyName, number>> = { up: -1, down: 1 };
  const step = steps[key.name];
  if (key.name === 'home' || key.name === 'page-up') return 0;
  if (key.name === 'end' || key.name === 'page-down') return options.length - 1;
  if (step === undefined) return undefined;
  const moved = at + step;
  return moved < 0 || moved >= options.length ? undefined : moved;
}

/** Keys that move over the page. */
function around(state: WizardState, key: Key): Step {
  if ('text' in key) return key.text === ' ' ? press(state) : [state, []];
  switch (key.name) {
    case 'tab':
    case 'down':
    case 'right':
      return [moveFocus(state, 1), []];
    case 'back-tab':
    case 'up':
    case 'left':
      return [moveFocus(state, -1), []];
    case 'enter':
      return press(state);
    default:
      return [state, []];
  }
}

function press(state: WizardState): Step {
  if (state.focus === BACK) return back(state);
  return state.focus === NEXT ? next(state) : onward(state);
}

/** Enter in a field: the next field, and behind the last one the next page. */
function onward(state: WizardState): Step {
  if (openPage(state).aside) return back(state);
  const field = focusedField(state);
  if (field?.kind === 'text' && field.holds?.(state))
    return [{ ...state, left: [...new Set([...state.left, field.id])] }, []];
  const moved = moveFocus(state, 1);
  return moved.focus === NEXT ? next(moved) : [moved, []];
}
