import { error, type Problem } from '../problem.ts';
import type { CardSelector } from './answers.ts';
import type { Link } from './link.ts';

export type LinkChoice = { readonly link: Link } | { readonly problems: readonly Problem[] };

/** The address a card is known by: the burnt-in one, for that in use changes with bonds and by hand. */
export function knownMac(link: Link): string {
  return link.permanent_mac ?? link.mac;
}

/** A card with hardware behind it, also where a bridge or bond of the running system holds it. */
export function isCard(link: Link): boolean {
  return link.kind === 'physical' || (link.kind === 'slave' && link.driver !== undefined);
}

/**
 * The one card that a selector of the answers names: by permanent MAC address, by name, or by place.
 * Bridges, bonds and VLANs carry a card's address too and are never the answer.
 * @param path the selector's key in the answers, e.g. `network.interface`
 */
export function chooseLink(
  selector: CardSelector,
  links: readonly Link[],
  path = 'network.interface',
): LinkChoice {
  const [key, wanted] = writtenKey(selector);
  const at = `${path}.${key}`;
  const named = links.filter((link) => fieldOf(link, key) === wanted);
  const [card, ...others] = named.filter(isCard);
  if (card && others.length === 0) return { link: card };
  if (card)
    return { problems: [error('network.card-ambiguous', at, { wanted, cards: listed([card, ...others]) })] };
  const [other] = named;
  if (other) return { problems: [error('network.card-kind', at, { name: other.name, kind: other.kind })] };
  return { problems: [error('network.card-missing', at, { wanted, cards: listed(links.filter(isCard)) })] };
}

type Key = 'mac' | 'name' | 'path';

function writtenKey({ mac, name, path }: CardSelector): [Key, string] {
  if (mac !== undefined) return ['mac', mac.toLowerCase()];
  return name === undefined ? ['path', path ?? ''] : ['name', name];
}

function fieldOf(link: Link, key: Key): string | undefined {
  return key === 'mac' ? knownMac(link) : link[key];
}

const SHOWN = 4;

function listed(cards: readonly Link[]): string {
  if (cards.length === 0) return '-';
  const shown = cards.slice(0, SHOWN).map((card) => `${card.name} ${knownMac(card)}`);
  const more = cards.length > SHOWN ? [`+${cards.length - SHOWN}`] : [];
  return [...shown, ...more].join(', ');
}
