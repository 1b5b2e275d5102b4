import { error, type Problem } from '../problem.ts';
import type { CardSelector, NetworkAnswers } from './answers.ts';
import type { Link } from './link.ts';

export type LinkChoice = { readonly link: Link } | { readonly problems: readonly Problem[] };

/** The cards that the node's network is made of. */
export type ChosenCards = {
  /** With a bond: the member whose MAC address it has. */
  readonly link: Link;
  /** Of a bond, in the order of the answers; none without one. */
  readonly members: readonly Link[];
};

/** The address a card is known by: the burnt-in one, for that in use changes with bonds and by hand. */
export function knownMac(link: Link): string {
  return link.permanent_mac ?? link.mac;
}

/** A card that can be chosen: a wireless one only where there is no other. */
export function isOffered(link: Link, links: readonly Link[]): boolean {
  if (link.kind === 'wireless') return !links.some(({ kind }) => kind === 'physical');
  return link.kind === 'physical';
}

/** One that is offered, or would be if no bridge or bond of the running system held it. */
export function isCard(link: Link, links: readonly Link[]): boolean {
  return isOffered(link, links) || (link.kind === 'slave' && link.driver !== undefined);
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
  const cards = links.filter((link) => isCard(link, links));
  const [card, ...others] = cards.filter((link) => fieldOf(link, key) === wanted);
  if (card && others.length === 0) return { link: card };
  if (card)
    return { problems: [error('network.card-ambiguous', at, { wanted, cards: listed([card, ...others]) })] };
  const other = links.find((link) => fieldOf(link, key) === wanted);
  if (other) return { problems: [error('network.card-kind', at, { name: other.name, kind: other.kind })] };
  return { problems: [error('network.card-missing', at, { wanted, cards: listed(cards) })] };
}

/** The cards that the `network` section names: one, or those of a bond, of which it is a member. */
export function chooseCards(
  network: Pick<NetworkAnswers, 'interface' | 'bond'>,
  links: readonly Link[],
): ChosenCards | { readonly problems: readonly Problem[] } {
  const choices = (network.bond?.members ?? []).map((member, index) =>
    chooseLink(member, links, memberPath(index)),
  );
  const main = chooseLink(network.interface, links);
  const missing = [main, ...choices].flatMap((choice) => ('problems' in choice ? choice.problems : []));
  const members = choices.flatMap((choice) => ('link' in choice ? [choice.link] : []));
  const problems = [...missing, ...twice(members)];
  if (problems.length > 0 || 'problems' in main) return { problems };
  const { link } = main;
  if (members.length === 0 || members.includes(link)) return { link, members };
  const args = { name: link.name, members: members.map(({ name }) => name).join(', ') };
  return { problems: [error('network.bond-without-interface', 'network.interface', args)] };
}

/** Where a member of a bond stands in the answers. */
export function memberPath(index: number): string {
  return `network.bond.members[${index}]`;
}

/** One card by two names: by its MAC address and by its slot. */
function twice(members: readonly Link[]): Problem[] {
  return members.flatMap((link, index) =>
    members.indexOf(link) < index
      ? [error('network.bond-member-twice', memberPath(index), { name: link.name })]
      : [],
  );
}

type Key = 'mac' | 'name' | 'path';

/** The one key of a selector and what it names, as `chooseLink` compares it. */
export function writtenKey({ mac, name, path }: CardSelector): readonly [Key, string] {
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
