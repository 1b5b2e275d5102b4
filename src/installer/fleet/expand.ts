import { formatPath } from '../key-path.ts';
import { type Group, groupAt, isGroup, merged, without, withValue } from './merge.ts';
import { FLEET_KEYS } from './schema.ts';

/** A node of a fleet file as the answer file that it stands for. */
export type Expanded = Block & {
  readonly document: Group;
  /** Keys of the document that are made from others: the fleet file's key for each. */
  readonly madeFrom: ReadonlyMap<string, string>;
};

/** A node, and what the defaults and its own block say together. */
type Block = { readonly name: string; readonly block: Group };
/** A value of the document that is made from others. */
type Made = { readonly path: readonly string[]; readonly value: unknown; readonly from: readonly string[] };

/** Every node of a fleet file as an ordinary answer file, in the file's order. Takes any group of plain data; pure. */
export function expandFleet(data: Group): Expanded[] {
  const defaults = groupAt(data, 'defaults');
  const blocks = Object.entries(groupAt(data, 'nodes')).map(
    ([name, own]): Block => ({ name, block: merged(defaults, isGroup(own) ? own : {}) }),
  );
  const members = blocks.filter(({ block }) => block.role === 'platform');
  return blocks.map((one) => {
    const isMember = members.includes(one);
    const made = [...ofNode(one), ...(isMember ? ofCluster(data, one, members) : [])];
    const document = made.reduce((all, { path, value }) => withValue(all, path, value), written(data, one));
    const madeFrom = [
      ['version', 'version'] as const,
      ...made.map(({ path, from }) => [formatPath(path), formatPath(from)] as const),
      ...(isMember ? memberKeys(members) : []),
    ];
    return { ...one, document, madeFrom: new Map(madeFrom) };
  });
}

/** What is written of the answer file, without the keys that only a fleet file has. */
function written({ version }: Group, { block }: Block): Group {
  const { network, ...others } = without(block, FLEET_KEYS);
  if (network === undefined) return { version, ...others };
  return { version, ...others, network: isGroup(network) ? without(network, ['prefix']) : network };
}

/** The name; the address from `address` and `prefix`; the card from `match`, where none is given. */
function ofNode({ name, block }: Block): Made[] {
  const node = ['nodes', name];
  const network = groupAt(block, 'network');
  const { mac } = groupAt(block, 'match');
  const made: Made[] = [{ path: ['system', 'hostname'], value: name, from: node }];
  if (typeof block.address === 'string') {
    const prefix = block.prefix ?? network.prefix;
    const value = prefix === undefined ? block.address : `${block.address}/${String(prefix)}`;
    made.push({ path: ['network', 'address'], value, from: [...node, 'address'] });
  }
  if (typeof mac === 'string' && network.interface === undefined)
    made.push({ path: ['network', 'interface'], value: { mac }, from: [...node, 'match', 'mac'] });
  return made;
}

/** The one description of the cluster: all nodes of role platform in the file's order. */
function ofCluster(data: Group, { block }: Block, members: readonly Block[]): Made[] {
  const nodes = members.map((one) => ({ name: one.name, ...addressOf(one) }));
  const made: Made[] = [{ path: ['platform', 'nodes'], value: nodes, from: ['nodes'] }];
  if (groupAt(block, 'platform').name === undefined)
    made.push({ path: ['platform', 'name'], value: data.fleet, from: ['fleet'] });
  return made;
}

/** The address that other nodes know: that of the block, or the first of the network. */
function addressOf({ block }: Block): { readonly address?: string } {
  if (typeof block.address === 'string') return { address: block.address };
  const [first] = [groupAt(block, 'network').address].flat();
  return typeof first === 'string' && first.includes('/') ? { address: first.replace(/\/.*/, '') } : {};
}

function memberKeys(members: readonly Block[]): (readonly [string, string])[] {
  return members.flatMap(({ name }, index) => [
    [formatPath(['platform', 'nodes', index]), formatPath(['nodes', name])],
    [formatPath(['platform', 'nodes', index, 'address']), formatPath(['nodes', name, 'address'])],
  ]);
}
