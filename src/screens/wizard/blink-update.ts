import type { Message } from './message.ts';
import { CARD_PAGE } from './pages/card.ts';
import type { WizardState } from './state.ts';
import type { Step } from './update.ts';

/** The light has stopped: said only where it could not blink. That of another card, or an old one, changes nothing. */
export function onBlinked(
  state: WizardState,
  { link, outcome }: Extract<Message, { kind: 'blinked' }>,
): WizardState {
  if (state.blink?.link !== link || outcome.result === 'stopped') return state;
  return { ...state, blink: outcome.result === 'blinked' ? undefined : { link, outcome } };
}

/** The light after a step: it begins and ends as was asked for, and ends when the page of the cards is left. */
export function withBlink(before: WizardState, [after, requests]: Step): Step {
  const asked = requests.find((request) => request.kind === 'blink');
  if (asked) return [{ ...after, blink: { link: asked.link } }, requests];
  if (requests.some((request) => request.kind === 'stop-blinking'))
    return [{ ...after, blink: undefined }, requests];
  const isOver = after.page !== CARD_PAGE && before.blink !== undefined;
  if (!isOver) return [after, requests];
  const stop = before.blink?.outcome ? [] : [{ kind: 'stop-blinking' } as const];
  return [{ ...after, blink: undefined }, [...stop, ...requests]];
}
