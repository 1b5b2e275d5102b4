import { memberNodes } from '../../roles/platform/cluster.ts';
import { etcdToken } from '../../roles/platform/etcd.ts';
import { NodeFailure } from '../failure.ts';
import type { OfCluster } from '../platform/read-cluster.ts';
import type { MemberSet } from './controller.ts';
import type { Peer } from './etcd-env.ts';

/** etcd's members of a platform, called as the nodes are. @throws NodeFailure on a node that is none of them */
export function platformMembers({ cluster, self }: OfCluster): {
  readonly own: Peer;
  readonly members: readonly string[];
  readonly set: MemberSet;
} {
  const nodes = memberNodes(cluster, 'etcd');
  const own = nodes.find(({ name }) => name === self.name);
  if (!own)
    throw new NodeFailure(`${self.name} is no member of etcd: ${nodes.map(({ name }) => name).join(', ')}`);
  const nameOf = (address: string) => nodes.find((node) => node.address === address)?.name ?? address;
  return {
    own,
    members: nodes.map(({ address }) => address),
    set: { title: 'etcd', nameOf, token: etcdToken(cluster) },
  };
}
