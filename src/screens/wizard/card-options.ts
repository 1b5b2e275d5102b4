import { isOffered } from '../../network/choose.ts';
import type { DhcpOutcome } from '../../network/dhcp.ts';
import type { Link } from '../../network/link.ts';
import type { Language } from '../../problem.ts';
import type { FrameRow, Span, Style } from '../frame.ts';
import { cellsOf, pad, textRows } from '../width.ts';
import { blinkRows } from './blink-rows.ts';
import { cardKey } from './card-selector.ts';
import type { Context } from './context.ts';
import type { Option } from './field.ts';
import { say, type TextKey } from './text/table.ts';

/** Columns behind the marker on the narrowest screen. */
const WIDTH = 72;
const SPEED_WIDTH = 10;

/** The cards to choose from, and below them what looks like one and is not offered, with the reason. */
export function cardOptions({ inventory, language, blink, heard }: Context): Option[] {
  const links = inventory?.links ?? [];
  const names = Math.max(0, ...links.map(({ name }) => cellsOf(name)));
  const option = (link: Link): Option => ({
    value: cardKey(link, links),
    ...(isOffered(link, links)
      ? { row: cardRow(link, names, language), details: cardDetails(link, names, language, heard[link.name]) }
      : refusal(link, names, language)),
  });
  const refused = links.filter((link) => !isOffered(link, links));
  return [...links.filter((link) => isOffered(link, links)), ...refused].map((link) => {
    const { details = [], ...rest } = option(link);
    const blinking = blink?.link === link.name ? blinkRows(blink, language, WIDTH) : [];
    return { ...rest, details: [...details, ...blinking] };
  });
}

const LINK_TEXTS: Readonly<Record<Link['link'], readonly [TextKey, Style]>> = {
  up: ['card.linked', 'good'],
  down: ['card.no-link', 'bad'],
  unknown: ['card.link-unknown', 'normal'],
};

function cardRow(link: Link, names: number, language: Language): FrameRow {
  const [key, style] = LINK_TEXTS[link.link];
  const badges = Object.values(LINK_TEXTS).map(([text]) => cellsOf(say(text, language)));
  const badge = say(key, language);
  const model = fitsRow(link, names, language) ? `  ${link.model ?? ''}` : '';
  const behind = ' '.repeat(Math.max(...badges) - cellsOf(badge));
  return [
    plain(`${pad(link.name, names)} `),
    { text: badge, style },
    plain(`${behind} ${pad(speed(link.speed_mbit), SPEED_WIDTH)}${model}`.trimEnd()),
  ];
}

function cardDetails(link: Link, names: number, language: Language, heard?: DhcpOutcome): FrameRow[] {
  const facts = [link.driver, link.permanent_mac ?? link.mac, link.pci_slot].filter((one) => one);
  const model = fitsRow(link, names, language) ? [] : textRows(link.model ?? '', WIDTH, 'dim');
  const more = [...told(link, language), ...offers(heard, language)].join('  ');
  return [
    ...model,
    [{ text: facts.join('  '), style: 'dim' }],
    ...(more ? textRows(more, WIDTH, 'dim') : []),
  ];
}

/** What driver, switch and firmware told, as far as they did. */
function told({ firmware, max_speed_mbit, duplex, lldp, booted_from, silent }: Link, language: Language) {
  return [
    firmware && say('card.firmware', language, { firmware }),
    max_speed_mbit && say('card.up-to', language, { speed: speed(max_speed_mbit) }),
    duplex === 'half' && say('card.half-duplex', language),
    lldp && say('card.switch', language, { system: lldp.system, port: lldp.port ?? '-' }),
    booted_from && say('card.boot', language),
    silent && say('card.silent', language, { reason: silent }),
  ].filter((one) => one);
}

/** Which network it is: what DHCP servers offered on it. */
function offers(heard: DhcpOutcome | undefined, language: Language): string[] {
  if (heard?.result === 'none') return [say('card.no-dhcp', language)];
  if (heard?.result !== 'offer') return [];
  const all = [heard, ...(heard.others ?? [])];
  return all.map(({ address, server }) => say('card.dhcp', language, { address, server: server ?? '-' }));
}

/** Whether the model has room in the row; otherwise it stands below, for its end tells the cards apart. */
function fitsRow({ model = '' }: Link, names: number, language: Language): boolean {
  const badges = Object.values(LINK_TEXTS).map(([text]) => cellsOf(say(text, language)));
  return names + Math.max(...badges) + SPEED_WIDTH + 4 + cellsOf(model) <= WIDTH;
}

function refusal(link: Link, names: number, language: Language) {
  const reason = say(REASONS[link.kind], language, { kind: link.kind, master: link.master ?? '-' });
  return {
    row: [{ text: `${pad(link.name, names)} ${reason}`, style: 'dim' as const }],
    refused: true,
  };
}

const REASONS: Readonly<Record<Link['kind'], TextKey>> = {
  physical: 'card.label',
  wireless: 'card.wireless',
  virtual: 'card.virtual',
  bridge: 'card.made',
  bond: 'card.made',
  vlan: 'card.made',
  slave: 'card.slave',
};

function speed(mbit: number | undefined): string {
  if (mbit === undefined) return '';
  return mbit < 1000 ? `${mbit} Mbit/s` : `${mbit / 1000} Gbit/s`;
}

function plain(text: string): Span {
  return { text, style: 'normal' };
}
