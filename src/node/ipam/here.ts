import type { Cidr } from '../../network/address.ts';

/** The node as its container network sees it. */
export type Here = {
  /** Machine id, host name. */
  readonly node: string;
  readonly host: string;
  /** The node's address with the prefix length of its network. */
  readonly own: Cidr;
  /** The network's address, by which it is known in etcd. */
  readonly network: string;
  /** The router of this network, and the one that containers use when the answers name another. */
  readonly gateway?: string | undefined;
  readonly container_gateway?: string | undefined;
  readonly mode: 'bridge' | 'ipvlan';
  /** The card (or bond, or VLAN) that has the node's address in ipvlan mode. */
  readonly device: string;
  /** Hosts and ports of the controllers, as the answers named them. */
  readonly controllers: readonly string[];
};

/** Docker's name of the network that containers of the node are in. */
export function networkName({ mode }: Here): 'br0' | 'ipvlan' {
  return mode === 'bridge' ? 'br0' : 'ipvlan';
}
