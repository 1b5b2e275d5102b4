import { isOffered, knownMac } from '../../network/choose.ts';
import type { Link } from '../../network/link.ts';
import { error, type Problem } from '../../problem.ts';
import { yamlInline } from '../../secret-yaml.ts';
import { interactiveSections } from '../interactive-sections.ts';
import type { Inventory } from '../inventory.ts';
import { formatPath, oneLine } from '../key-path.ts';
import { groupAt } from './merge.ts';
import type { NodeChoice } from './node.ts';
import type { Fleet, FleetNode } from './read.ts';
import type { Match } from './schema.ts';

type Identity = Pick<Inventory, 'dmi' | 'links'>;
export type Chosen =
  | { readonly node: NodeChoice }
  /** `at`: the key of the fleet file. */
  | { readonly problem: Problem; readonly at: string }
  /** No node fits: somebody has to say. */
  | { readonly unknown: true };

/** Which node of a fleet a machine is: the one that was named, or the one whose match agrees in all it gives. Pure. */
export function chooseNode({ nodes }: Fleet, machine: Identity, named?: string): Chosen {
  const fitting = nodes.filter(({ name, match }) =>
    named === undefined ? match !== undefined && fits(match, machine) : name === named,
  );
  const [node, ...others] = fitting;
  const names = fitting.map(({ name }) => name).join(', ');
  if (others.length > 0) return { problem: error('fleet.two-nodes', 'nodes', { names }), at: 'nodes' };
  if (node) return withCard(node, machine);
  if (named === undefined) return { unknown: true };
  const all = nodes.map(({ name }) => name).join(', ');
  return { problem: error('fleet.no-such-node', 'nodes', { name: oneLine(named), names: all }), at: 'nodes' };
}

function fits({ mac, serial, uuid }: Match, { dmi, links }: Identity): boolean {
  return (
    (mac === undefined || cardsOf(links).some((link) => knownMac(link).toLowerCase() === mac)) &&
    (serial === undefined || dmi.serial === serial) &&
    (uuid === undefined || dmi.uuid?.toLowerCase() === uuid)
  );
}

/** A node without a card takes the machine's only one, or the only one that has a link. */
function withCard({ name, document }: FleetNode, { links }: Identity): Chosen {
  const isGiven = groupAt(document, 'network').interface !== undefined;
  if (isGiven || interactiveSections(document).includes('network')) return { node: { name } };
  const cards = cardsOf(links);
  const [card, ...others] = cards.length === 1 ? cards : cards.filter(({ link }) => link === 'up');
  if (card && others.length === 0) return { node: { name, mac: knownMac(card) } };
  const shown = cards.map((one) => `${one.name} ${knownMac(one)}`).join(', ') || '-';
  const problem = error('fleet.card-unclear', 'network.interface', { cards: shown });
  return { problem, at: formatPath(['nodes', name]) };
}

function cardsOf(links: readonly Link[]): Link[] {
  return links.filter((link) => isOffered(link, links));
}

/** What would make a machine known, as lines of YAML for the block of its node. */
export function matchLines({ dmi, links }: Identity): string[] {
  const cards = cardsOf(links).map((card) => ({
    match: { mac: knownMac(card) },
    note: `${card.name}, ${card.link === 'up' ? 'has a link' : 'no link'}`,
  }));
  const firmware = [
    ...(dmi.serial === undefined ? [] : [{ match: { serial: dmi.serial }, note: 'serial number' }]),
    ...(dmi.uuid === undefined ? [] : [{ match: { uuid: dmi.uuid }, note: 'UUID' }]),
  ];
  return [...cards, ...firmware].map(
    ({ match, note }) => `match: ${yamlInline(match, { spaced: true })}   # ${note}`,
  );
}

/** The problem of a machine that no node fits, where nobody can be asked. */
export function noMatch(machine: Identity): Problem {
  const { dmi, links } = machine;
  const macs = cardsOf(links).map((card) => `mac ${knownMac(card)}`);
  const serial = dmi.serial === undefined ? [] : [`serial ${dmi.serial}`];
  const uuid = dmi.uuid === undefined ? [] : [`uuid ${dmi.uuid}`];
  return error('fleet.no-match', 'nodes', { found: [...macs, ...serial, ...uuid].join(', ') || '-' });
}
