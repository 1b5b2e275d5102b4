import { error, type Problem } from '../../problem.ts';
import { formatPath, oneLine } from '../key-path.ts';
import type { Expanded } from './expand.ts';
import { type Group, groupAt, isGroup } from './merge.ts';
import { type Match, matchSchema } from './schema.ts';

/** What the nodes of a fleet file do to each other, and keys that it makes itself. Paths are those of the file. Pure. */
export function fleetRules(data: Group, nodes: readonly Expanded[]): Problem[] {
  return [
    ...madeKeys('defaults', groupAt(data, 'defaults')),
    ...nodes.flatMap(({ name }) => ownKeys(name, groupAt(groupAt(data, 'nodes'), name))),
    ...nodes.flatMap(missingPrefix),
    ...twice(nodes.map(({ name }) => ({ name, value: name.toLowerCase(), path: ['nodes', name] }))),
    ...twice(nodes.flatMap(addressesOf)),
    ...twice(nodes.flatMap(cardOf)),
    ...matchesTwice(nodes),
  ];
}

/** What a machine must have to be a node; undefined where that is not said, or not readable. */
export function matchOf({ block }: Pick<Expanded, 'block'>): Match | undefined {
  return matchSchema.safeParse(block.match).data;
}

const MADE = [
  { path: ['system', 'hostname'], source: 'the name of the node' },
  { path: ['platform', 'nodes'], source: 'nodes' },
] as const;

function madeKeys(at: string, block: Group): Problem[] {
  return MADE.flatMap(({ path: [section, key], source }) =>
    groupAt(block, section)[key] === undefined
      ? []
      : [error('fleet.made-key', `${at}.${section}.${key}`, { source })],
  );
}

function ownKeys(name: string, own: Group): Problem[] {
  const at = formatPath(['nodes', name]);
  const isDouble = own.address !== undefined && groupAt(own, 'network').address !== undefined;
  const double = isDouble ? [error('fleet.made-key', `${at}.network.address`, { source: 'address' })] : [];
  return [...madeKeys(at, own), ...double];
}

function missingPrefix({ name, block }: Expanded): Problem[] {
  const isMissing = (block.prefix ?? groupAt(block, 'network').prefix) === undefined;
  if (block.address === undefined || !isMissing) return [];
  return [error('fleet.no-prefix', formatPath(['nodes', name, 'address']))];
}

type Claim = { readonly name: string; readonly value: string; readonly path: readonly PropertyKey[] };

function addressesOf({ name, block, document }: Expanded): Claim[] {
  const written = [groupAt(document, 'network').address].flat();
  const key = block.address === undefined ? ['network', 'address'] : ['address'];
  return written.flatMap((text) => {
    if (typeof text !== 'string' || text === 'dhcp') return [];
    return [{ name, value: text.replace(/\/.*/, '').toLowerCase(), path: ['nodes', name, ...key] }];
  });
}

/** A card that is named by hand: those of `match` are compared with the rest of it. */
function cardOf({ name, block }: Expanded): Claim[] {
  const card = groupAt(block, 'network').interface;
  if (!isGroup(card) || typeof card.mac !== 'string') return [];
  const value = card.mac.toLowerCase().replaceAll('-', ':');
  return [{ name, value, path: ['nodes', name, 'network', 'interface', 'mac'] }];
}

/** Each value that an earlier node has. */
function twice(claims: readonly Claim[]): Problem[] {
  return claims.flatMap(({ name, value, path }, index) => {
    const earlier = claims.slice(0, index).find((one) => one.value === value && one.name !== name);
    return earlier
      ? [error('fleet.twice', formatPath(path), { value: oneLine(value), name: oneLine(earlier.name) })]
      : [];
  });
}

/** Two nodes that no key tells apart, and that have one in common. */
function matchesTwice(nodes: readonly Expanded[]): Problem[] {
  return nodes.flatMap((node, index) => {
    const other = nodes.slice(0, index).find((earlier) => fitsAlike(matchOf(earlier), matchOf(node)));
    const path = formatPath(['nodes', node.name, 'match']);
    return other ? [error('fleet.match-twice', path, { name: oneLine(other.name) })] : [];
  });
}

function fitsAlike(one: Match = {}, other: Match = {}): boolean {
  const shared = (['mac', 'serial', 'uuid'] as const).filter(
    (key) => one[key] !== undefined && other[key] !== undefined,
  );
  return shared.length > 0 && shared.every((key) => one[key] === other[key]);
}
