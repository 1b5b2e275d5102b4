import type { DhcpOffer } from '../../../network/dhcp-offer.ts';
import type { Language } from '../../../problem.ts';
import type { FrameRow } from '../../frame.ts';
import { cellsOf, pad, textRows } from '../../width.ts';
import type { Context, DhcpAttempt } from '../context.ts';
import type { MenuAction, Option } from '../field.ts';
import type { Page } from '../page.ts';
import { say, type TextKey } from '../text/table.ts';
import { chosenLink } from './card.ts';
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

function attemptRows(context: Context, columns: number): FrameRow[] {
  const { language } = context;
  const isRunning = attemptOf(context).state === 'running';
  const offer = isRunning ? undefined : offerOf(context);
  const name = chosenLink(context)?.name ?? '';
  if (offer)
    return [
      ...textRows(say('dhcp.offer', language, { name }), columns, 'good'),
      ...offerRows(offer, language, columns),
    ];
  const text = textRows(attemptText(context, name), columns);
  return isRunning ? text : [...text, ...textRows(say('dhcp.by-hand', language), columns)];
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

/** An offer line by line, labels in one column. */
function offerRows(offer: DhcpOffer, language: Language, columns: number): FrameRow[] {
  const lease = offer.lease_seconds;
  const all: readonly (readonly [TextKey, string | undefined])[] = [
    ['dhcp.address', offer.address],
    ['dhcp.gateway', offer.gateway],
    ['dhcp.dns', offer.dns.join(', ')],
    ['dhcp.search', offer.search.join(', ')],
    ['dhcp.ntp', offer.ntp.join(', ')],
    ['dhcp.server', offer.server],
    ['dhcp.lease', lease === undefined ? '' : say('dhcp.lease-seconds', language, { seconds: lease })],
  ];
  const lines = all.map(([key, value]) => [say(key, language), value ?? ''] as const);
  const widest = Math.max(...lines.map(([label]) => cellsOf(label)));
  return [
    ...lines
      .filter(([, value]) => value !== '')
      .flatMap(([label, value]) => textRows(`${pad(label, widest)}  ${value}`, columns)),
    ...offer.dropped.flatMap((what) => textRows(say('dhcp.dropped', language, { what }), columns, 'warn')),
  ];
}
