import type { Key } from '../key.ts';
import { onward } from './go.ts';
import { helpRows } from './help.ts';
import { bodyHeight } from './layout.ts';
import { isRunning } from './run.ts';
import { scrolledBy } from './scroll.ts';
import type { Overlay, WizardState } from './state.ts';
import { begin, type Step } from './update.ts';

/** A key while a question or a help text lies over the page. */
export function onOverlayKey(state: WizardState, overlay: Overlay, key: Key): Step {
  const closed: Step = [{ ...state, overlay: undefined }, []];
  const name = 'name' in key ? key.name : undefined;
  if (name === 'escape') return closed;
  if (name === 'abort') return [{ ...state, overlay: { kind: 'question', of: 'abort', yes: false } }, []];
  if (overlay.kind === 'help')
    return name === 'enter' || 'text' in key ? closed : scrolled(state, overlay, key);
  if (name === 'enter' || ('text' in key && key.text === ' '))
    return overlay.yes ? agreed(state, overlay) : closed;
  const other = ['left', 'right', 'tab', 'back-tab', 'up', 'down'].includes(name ?? '');
  return [other ? { ...state, overlay: { ...overlay, yes: !overlay.yes } } : state, []];
}

function scrolled(state: WizardState, overlay: Extract<Overlay, { kind: 'help' }>, key: Key): Step {
  const rows = helpRows(state, overlay.field).length;
  const scroll = scrolledBy(key, overlay.scroll, rows, bodyHeight(state));
  return [scroll === undefined ? state : { ...state, overlay: { ...overlay, scroll } }, []];
}

/** The question was answered with yes. */
function agreed(state: WizardState, { of }: Extract<Overlay, { kind: 'question' }>): Step {
  const open = { ...state, overlay: undefined };
  switch (of) {
    case 'abort':
      if (isRunning(state)) return [open, [{ kind: 'abort-install' }]];
      return [open, [{ kind: 'leave', to: 'shell' }]];
    case 'restart':
      return begin(state);
    case 'page':
      return onward(open);
  }
}
