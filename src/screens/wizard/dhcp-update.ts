import { charactersOf } from '../width.ts';
import type { DhcpAttempt } from './context.ts';
import { focusedField } from './focus.ts';
import type { Message } from './message.ts';
import { chosenLink } from './pages/card.ts';
import { DHCP_PAGE } from './pages/dhcp.ts';
import type { WizardState } from './state.ts';
import type { Step } from './update.ts';
import { textOf } from './values.ts';

/**
 * The answer to an attempt, or the first part of it. One on another card, or one that was given up, changes
 * nothing.
 */
export function onDhcp(state: WizardState, message: Extract<Message, { kind: 'dhcp' }>): Step {
  const { link, outcome } = message;
  const isForChosen = chosenLink(state)?.name === link;
  if (!isForChosen || outcome.result === 'cancelled') return [state, []];
  const listening = message.listening && state.page === DHCP_PAGE ? { listening: true as const } : {};
  const heard = { ...state.heard, [link]: outcome };
  return [atTextEnd({ ...state, heard, dhcp: { state: 'done', link, outcome, ...listening } }), []];
}

/** The caret behind a proposal that came while it stood in the field. */
function atTextEnd(state: WizardState): WizardState {
  const field = focusedField(state);
  const isProposed = field?.kind === 'text' && state.values[field.id] === undefined;
  return isProposed ? { ...state, at: charactersOf(textOf(field, state)).length } : state;
}

/** One more second of a running attempt. */
export function dhcpSecond(state: WizardState): WizardState {
  const { dhcp } = state;
  return dhcp.state === 'running' ? { ...state, dhcp: { ...dhcp, seconds: dhcp.seconds + 1 } } : state;
}

/**
 * The attempt after a step: it begins when it was asked for, and is given up when its page is left, on
 * whatever way.
 */
export function withAttempt(before: WizardState, [after, requests]: Step): Step {
  const isLeft = goesOn(before.dhcp) && (after.page !== DHCP_PAGE || after.dhcp.state === 'idle');
  const asked = requests.find((request) => request.kind === 'try-dhcp');
  if (asked) {
    const former = before.dhcp.state === 'done' && before.dhcp.link === asked.link && before.dhcp.outcome;
    const dhcp = { state: 'running', link: asked.link, seconds: 0, ...(former ? { former } : {}) } as const;
    return [{ ...after, dhcp, at: 0 }, requests];
  }
  return isLeft
    ? [{ ...after, dhcp: givenUp(after.dhcp) }, [{ kind: 'cancel-dhcp' }, ...requests]]
    : [after, requests];
}

function goesOn(dhcp: DhcpAttempt): boolean {
  return dhcp.state === 'running' || (dhcp.state === 'done' && dhcp.listening === true);
}

/** What was heard until then stays. */
function givenUp(dhcp: DhcpAttempt): DhcpAttempt {
  if (dhcp.state === 'done') return { state: 'done', link: dhcp.link, outcome: dhcp.outcome };
  const former = dhcp.state === 'running' ? dhcp.former : undefined;
  return dhcp.state === 'running' && former
    ? { state: 'done', link: dhcp.link, outcome: former }
    : { state: 'idle' };
}
