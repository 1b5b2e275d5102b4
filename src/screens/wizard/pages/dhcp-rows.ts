import type { DhcpOutcome } from '../../../network/dhcp.ts';
import type { DhcpOffer } from '../../../network/dhcp-offer.ts';
import type { RouterAdvertisement } from '../../../network/router-advertisement.ts';
import type { Language } from '../../../problem.ts';
import type { FrameRow } from '../../frame.ts';
import { cellsOf, pad, textRows } from '../../width.ts';
import { say, type TextKey } from '../text/table.ts';

/** What came beside the first offer: other servers, as warnings, and the router of IPv6. */
export function heardRows(outcome: DhcpOutcome, language: Language, columns: number): FrameRow[] {
  const { others = [], unusable } = outcome.result === 'offer' ? outcome : {};
  const router = 'router' in outcome ? outcome.router : undefined;
  const warnings = [
    ...others.map(({ server = '-', address, gateway = '-' }) =>
      say('dhcp.other', language, { server, address, gateway }),
    ),
    ...(unusable === undefined ? [] : [say('dhcp.unusable', language, { reason: unusable })]),
  ];
  return [
    ...warnings.flatMap((text) => textRows(text, columns, 'warn')),
    ...(router ? textRows(routerText(router, language), columns) : []),
  ];
}

function routerText(said: RouterAdvertisement, language: Language): string {
  const { router, prefixes, autonomous, managed, other, is_default } = said;
  const how: readonly (readonly [boolean, TextKey])[] = [
    [autonomous, 'dhcp.ra-autonomous'],
    [managed, 'dhcp.ra-managed'],
    [other && !managed, 'dhcp.ra-other'],
    [!is_default, 'dhcp.ra-no-default'],
  ];
  const facts = [router, ...prefixes, ...how.flatMap(([is, key]) => (is ? [say(key, language)] : []))];
  return `${say('dhcp.router', language)}  ${facts.join(', ')}`;
}

/** An offer line by line, labels in one column. */
export function offerRows(offer: DhcpOffer, language: Language, columns: number): FrameRow[] {
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
