import type { DhcpOffer } from '../../../network/dhcp-offer.ts';
import type { FrameRow } from '../../frame.ts';
import { textRows } from '../../width.ts';
import type { Context, DhcpAttempt } from '../context.ts';
import type { MenuAction, Option } from '../field.ts';
import type { Page } from '../page.ts';
import { say, type TextKey } from '../text/table.ts';
import { chosenLink } from './card.ts';
import { heardRows, offerRows } from './dhcp-rows.ts';
import { chosenRole } from './role.ts';

export const DHCP_PAGE = 'dhcp';

/** The attempt is shown while it runs, never waited for, and its result is said. */
export const dhcpPage: Page = {
  id: DHCP_PAGE,
  section: 'network',
  title: 'dhcp.title',
  intro: 'dhcp.intro',
  applies: (context) => context.purpose !== 'write' && chosenLink(context) !== undefined,
  fields: [{ kind: 'menu', id: 'dhcp.menu', path: '', label: 'dhcp.attempt', options: menuOptions }],
  status: attemptRows,
  onOpen: (context) => {
    const link = chosenLink(context);
    const attempt = attemptOf(context);
    const isKnown = attempt.state === 'done' && !['no-carrier', 'busy'].includes(attempt.outcome.result);
    if (!link || link.link === 'down' || isKnown) return [];
    return [{ kind: 'try-dhcp', link: link.name }];
  },
};

/** The first line goes on, whatever the attempt is at. */
function menuOptions(context: Context): Option[] {
  const following = chosenRole(context) === 'agent' ? 'network-mode' : 'addresses';
  const isRunning = attemptOf(context).state === 'running';
  const line = (key: TextKey, does: MenuAction): Option => ({
    value: key,
    row: [{ text: say(key, context.language), style: 'normal' }],
    does,
  });
  const link = chosenLink(context)?.name ?? '';
  return [
    line(isRunning ? 'dhcp.cancel' : 'dhcp.go-on', { open: following }),
    ...(isRunning ? [] : [line('dhcp.again', { asks: { kind: 'try-dhcp', link } })]),
  ];
}

/** The attempt on the card that is chosen now; one on another card does not count. */
function attemptOf(context: Context): DhcpAttempt {
  const { dhcp } = context;
  return dhcp.state !== 'idle' && dhcp.link === chosenLink(context)?.name ? dhcp : { state: 'idle' };
}

/** What a DHCP server offered on the chosen card; while another attempt runs, what it offered before. */
export function offerOf(context: Context): DhcpOffer | undefined {
  const attempt = attemptOf(context);
  const outcome = attempt.state === 'running' ? attempt.former : attempt.state === 'done' && attempt.outcome;
  return outcome && outcome.result === 'offer' ? outcome : undefined;
}

/** What must be seen comes first: on a small screen the end of a long offer is below its edge. */
function attemptRows(context: Context, columns: number): FrameRow[] {
  const { language } = context;
  const attempt = attemptOf(context);
  const offer = attempt.state === 'running' ? undefined : offerOf(context);
  const name = chosenLink(context)?.name ?? '';
  const heard = attempt.state === 'done' ? heardRows(attempt.outcome, language, columns) : [];
  if (offer) {
    const isListening = attempt.state === 'done' && attempt.listening;
    const head = say(isListening ? 'dhcp.listening' : 'dhcp.offer', language, { name });
    return [...textRows(head, columns, 'good'), ...heard, ...offerRows(offer, language, columns)];
  }
  const text = textRows(attemptText(context, name), columns);
  if (attempt.state === 'running') return text;
  return [...text, ...textRows(say('dhcp.by-hand', language), columns), ...heard];
}

function attemptText(context: Context, name: string): string {
  const { language } = context;
  const attempt = attemptOf(context);
  if (attempt.state === 'running') return say('dhcp.running', language, { name, seconds: attempt.seconds });
  if (attempt.state === 'idle')
    return say(chosenLink(context)?.link === 'down' ? 'dhcp.not-tried' : 'dhcp.idle', language, { name });
  const { outcome } = attempt;
  switch (outcome.result) {
    case 'none':
      return say('dhcp.none', language, { name, seconds: outcome.seconds });
    case 'no-carrier':
      return say('dhcp.no-carrier', language, { name });
    case 'busy':
      return say('dhcp.busy', language);
    case 'failed':
      return say('dhcp.failed', language, { name, reason: outcome.reason });
    default:
      return say('dhcp.idle', language, { name });
  }
}
