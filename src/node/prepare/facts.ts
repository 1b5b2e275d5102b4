/** What `csphere-prepare` has to know of the node as it is, beside what it was told. */
export type PrepareFacts = {
  /** The node's own address, of IPv4 where it has one, of br0 or of COS_INETDEV; not the virtual IP. */
  readonly localIp: string;
  readonly prefix: number;
  /** Address of the node's network: 192.168.122.0. */
  readonly network: string;
  /** Gateway of the default route, or empty. */
  readonly gateway: string;
  /** Whether the payload has a docker with the sub-command `daemon`: it knows the contract's options. */
  readonly isDockerFork: boolean;
  /** Whether etcd has data here: then it does not look for the others again. */
  readonly hasEtcdData: boolean;
};

/** Data of etcd, a controller's and an agent's. */
export const ETCD_DATA = '/var/lib/etcd2';
