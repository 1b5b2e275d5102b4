import { type Cidr, contains, formatCidr, networkOf, parseAddress } from '../../../network/address.ts';
import { type Addressing, isOwn, staticCidrs } from '../../../network/rules.ts';
import { error, type Problem, warning } from '../../../problem.ts';
import { platformServices } from '../all.ts';
import { type Cluster, nodeNamed } from '../cluster.ts';
import { notANode } from './names.ts';

/** Whether the nodes differ from each other, and each has the address that its services need. */
export function nodeProblems(cluster: Cluster): Problem[] {
  const { nodes } = cluster;
  return nodes.flatMap(({ name, address }, index) => {
    const path = `platform.nodes[${index}]`;
    const earlier = nodes.slice(0, index);
    const owner = address === undefined ? undefined : earlier.find((node) => node.address === address);
    return [
      ...(earlier.some((node) => node.name === name)
        ? [error('platform.node-twice', `${path}.name`, { name })]
        : []),
      ...(owner && address !== undefined
        ? [error('platform.address-twice', `${path}.address`, { address, one: owner.name, another: name })]
        : []),
      ...(address === undefined ? addressNeeded(cluster, name, path) : []),
    ];
  });
}

/** What others reach has an address; Docker alone has not. */
function addressNeeded(cluster: Cluster, name: string, path: string): Problem[] {
  const services = platformServices
    .filter((one) => one.name !== 'docker' && cluster.services[one.name]?.on.includes(name))
    .map(({ title }) => title)
    .join(', ');
  return services === '' ? [] : [error('platform.node-without-address', path, { name, services })];
}

/** Whether the node that the answers are for is one of the cluster, at the address that the others know. */
export function ownNodeProblems(
  cluster: Cluster,
  hostname: string | undefined,
  network: Addressing | undefined,
): Problem[] {
  if (hostname === undefined) return [];
  const self = nodeNamed(cluster, hostname);
  if (!self) return [notANode(cluster, 'system.hostname', hostname)];
  if (!network || self.address === undefined) return [];
  const { name, address } = self;
  if (network.address.method === 'dhcp')
    return [error('platform.needs-static', 'network.address', { name, address })];
  const cidrs = staticCidrs(network);
  const own = parseAddress(address);
  if (!own || cidrs.length === 0) return [];
  if (!isOwn(cidrs, own))
    return [
      error('platform.own-address', 'network.address', {
        name,
        address,
        written: cidrs.map(formatCidr).join(', '),
      }),
    ];
  return otherNetworks(
    cluster,
    cidrs,
    cidrs.find((cidr) => contains(cidr, own)),
  );
}

/** Nodes in none of this node's networks, in one warning. */
function otherNetworks({ nodes }: Cluster, cidrs: readonly Cidr[], main: Cidr | undefined): Problem[] {
  const far = nodes.flatMap(({ name, address }) => {
    const one = address === undefined ? undefined : parseAddress(address);
    return one && !cidrs.some((cidr) => contains(cidr, one)) ? [`${name} (${one.text})`] : [];
  });
  if (!main || far.length === 0) return [];
  return [
    warning('platform.other-network', 'platform.nodes', { nodes: far.join(', '), network: networkOf(main) }),
  ];
}
