import { onBlinked, withBlink } from './blink-update.ts';
import { onDhcp, withAttempt } from './dhcp-update.ts';
import { askedPages, openOn } from './focus.ts';
import { onInventory, onTick } from './inventory-update.ts';
import { onKey } from './keys.ts';
import { inChosenLanguage } from './language.ts';
import type { Message, Request } from './message.ts';
import { onNetworkCheck, onNetworkTested, withNetworkTest } from './network-test.ts';
import { onWritten } from './pages/save.ts';
import { onHashed } from './password.ts';
import { onPreview, withoutStalePreview } from './preview-update.ts';
import { onEvent } from './run.ts';
import type { Start, WizardState } from './state.ts';

export type Step = readonly [WizardState, readonly Request[]];

const NOTHING_YET = {
  values: {},
  left: [],
  focus: '',
  at: 0,
  dhcp: { state: 'idle' },
  heard: {},
  blink: undefined,
  networkTest: { state: 'idle' },
  preview: undefined,
  run: undefined,
  saved: undefined,
  written: undefined,
  ticks: 0,
  confirmed: undefined,
} as const;

/** The wizard before the first key. */
export function begin({ base = {}, purpose = 'install', file = '', unusable = [], ...start }: Start): Step {
  const given = { ...start, base, purpose, file, unusable };
  const state = inChosenLanguage({ ...given, ...NOTHING_YET, page: '' });
  const [first] = askedPages(state);
  if (!first) throw new Error('a wizard without pages');
  const opened = openOn(state, first);
  return [opened, first.onOpen?.(opened) ?? []];
}

/** The state after one more message, and what is asked for because of it. Pure. */
export function update(state: WizardState, message: Message): Step {
  return withNetworkTest(state, withBlink(state, withAttempt(state, onMessage(state, message))));
}

function onMessage(state: WizardState, message: Message): Step {
  return withoutStalePreview(state, handled(state, message));
}

function handled(state: WizardState, message: Message): Step {
  switch (message.kind) {
    case 'key':
      return inStepLanguage(onKey(state, message.key));
    case 'resized':
      return [{ ...state, size: message.size }, []];
    case 'inventory':
      return onInventory(state, message.inventory);
    case 'tick':
      return onTick(state);
    case 'dhcp':
      return onDhcp(state, message);
    case 'blinked':
      return [onBlinked(state, message), []];
    case 'network-check':
      return onNetworkCheck(state, message);
    case 'network-tested':
      return onNetworkTested(state, message);
    case 'preview':
      return onPreview(state, message);
    case 'hashed':
      return [onHashed(state, message), []];
    case 'event':
      return onEvent(state, message);
    case 'written':
      return [onWritten(state, message.written), []];
    case 'saved':
      return [{ ...state, saved: message.saved }, []];
  }
}

function inStepLanguage([state, requests]: Step): Step {
  return [inChosenLanguage(state), requests];
}
