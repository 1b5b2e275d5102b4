import { openOn } from './focus.ts';
import { onKey } from './keys.ts';
import type { Message, Request } from './message.ts';
import { onEvent } from './run.ts';
import type { Start, WizardState } from './state.ts';

export type Step = readonly [WizardState, readonly Request[]];

const NOTHING_YET = {
  values: {},
  left: [],
  focus: '',
  at: 0,
  dhcp: { state: 'idle' },
  preview: undefined,
  run: undefined,
} as const;

/** The wizard before the first key. */
export function begin({ base = {}, ...start }: Start): Step {
  const [first] = start.pages;
  if (!first) throw new Error('a wizard without pages');
  const state = { ...start, base, ...NOTHING_YET, page: first.id };
  const opened = openOn(state, first);
  return [opened, first.onOpen?.(opened) ?? []];
}

/** The state after one more message, and what is asked for because of it. Pure. */
export function update(state: WizardState, message: Message): Step {
  switch (message.kind) {
    case 'key':
      return onKey(state, message.key);
    case 'resized':
      return [{ ...state, size: message.size }, []];
    case 'inventory':
      return [{ ...state, inventory: message.inventory }, []];
    case 'tick':
    case 'dhcp':
    case 'hashed':
    case 'preview':
      return [state, []];
    case 'event':
      return [onEvent(state, message.event), []];
    case 'saved':
      return [state.run ? { ...state, run: { ...state.run, saved: message.line } } : state, []];
  }
}
