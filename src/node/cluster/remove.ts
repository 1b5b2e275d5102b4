import type { Etcd } from '../etcd/client.ts';
import { NodeFailure } from '../failure.ts';
import { freeAddressesOf } from '../ipam/allocate.ts';
import { forgetNode } from '../names/register.ts';
import { type ClusterNode, NODES, readNodes } from './nodes.ts';
import type { Place } from './place.ts';
import { isAt } from './view.ts';

export type Stores = {
  readonly controllers: Etcd;
  readonly agents: (addresses: readonly string[]) => Etcd;
  /** Gives back the place that an agent's address has in the discovery of the agents' etcd. */
  readonly withdraw: (address: string) => Promise<void>;
};

/**
 * Takes a node that is gone out of the cluster: its place in etcd, its containers' addresses, its entry. A node
 * that still runs enters itself again. @param wanted its name, address or machine id
 * @returns what was done, a line each @throws NodeFailure where it cannot be told which node is meant, EtcdFailure
 */
export async function removeNode(wanted: string, place: Place, stores: Stores): Promise<string[]> {
  const nodes = await readNodes(stores.controllers);
  const node = theOne(nodes, wanted);
  if (node.id === place.id) throw new NodeFailure(`${wanted} is this node; remove it on another one`);
  const addresses = nodes
    .filter(({ role, id }) => role === 'agent' && id !== node.id)
    .map(({ address }) => address);
  const agents = stores.agents(addresses);
  const own = node.role === 'agent' ? agents : stores.controllers;
  const said = [...(await removeMember(own, node)), ...(await freed(agents, node))];
  const entry = [{ delete: `${NODES}${node.id}` }];
  if (node.role === 'agent') {
    await stores.withdraw(node.address);
    await agents.change([], entry);
  }
  await stores.controllers.change([], entry);
  return [...said, `${node.hostname} (${node.address}) is no longer in the cluster`];
}

function theOne(nodes: readonly ClusterNode[], wanted: string): ClusterNode {
  const found = nodes.filter(({ hostname, address, id }) => [hostname, address, id].includes(wanted));
  const [node] = found;
  if (found.length > 1)
    throw new NodeFailure(
      `${wanted} is the name of several nodes; say which by its address: ${found.map(({ address }) => address).join(', ')}`,
    );
  if (!node) throw new NodeFailure(`no node is called ${wanted}; see: cspherectl status --cluster`);
  return node;
}

async function removeMember(etcd: Etcd, { address }: ClusterNode): Promise<string[]> {
  const member = (await etcd.members()).find((one) => isAt(one, address));
  if (!member) return [];
  await etcd.removeMember(member.id);
  return [`etcd: member ${member.name || member.id} was removed`];
}

async function freed(agents: Etcd, { role, id }: ClusterNode): Promise<string[]> {
  if (role !== 'agent') return [];
  const addresses = await freeAddressesOf(agents, id);
  const names = await forgetNode(agents, id);
  return [
    ...(addresses.length === 0 ? [] : [`pool: freed ${addresses.join(', ')}`]),
    ...(names.length === 0 ? [] : [`names: removed ${names.join(', ')}`]),
  ];
}
