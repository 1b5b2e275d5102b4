import { createHash } from 'node:crypto';
import { running } from '../unit.ts';
import { addresses, type Cluster, ETCD_PORT, hostPort, memberNodes, runsOn } from './cluster.ts';
import type { PlatformService } from './service.ts';

/** Where members ask each other; where programs of old times ask (COS 2.x, calico 1). */
const PEER_PORT = 2380;
const LEGACY_PORT = 4001;

/**
 * etcd of Debian with members that are known from the answers. Everything is a variable: etcd 3.5 ends when the same
 * setting is a flag too. URLs hold addresses, for etcd listens on nothing else.
 */
export const etcd: PlatformService = {
  name: 'etcd',
  title: 'etcd',
  needs: [],
  needsHere: [],
  problems: () => [],
  files(cluster, self) {
    const { etcd } = cluster.services;
    if (!etcd || !runsOn(cluster, 'etcd', self) || self.address === undefined) return [];
    const { address } = self;
    const ports = etcd.legacy_port ? [ETCD_PORT, LEGACY_PORT] : [ETCD_PORT];
    const listen = ports.flatMap((port) => [url(address, port), url('127.0.0.1', port)]);
    const rows = {
      ETCD_NAME: self.name,
      ETCD_DATA_DIR: ETCD_DATA,
      ETCD_LISTEN_PEER_URLS: url(address, PEER_PORT),
      ETCD_LISTEN_CLIENT_URLS: listen.join(','),
      ETCD_INITIAL_ADVERTISE_PEER_URLS: url(address, PEER_PORT),
      ETCD_ADVERTISE_CLIENT_URLS: ports.map((port) => url(address, port)).join(','),
      ETCD_INITIAL_CLUSTER: memberNodes(cluster, 'etcd')
        .map((one) => `${one.name}=${url(one.address, PEER_PORT)}`)
        .join(','),
      ETCD_INITIAL_CLUSTER_TOKEN: etcdToken(cluster),
      ETCD_INITIAL_CLUSTER_STATE: 'new',
      // Off by default since 3.4; without it both get 404.
      ...(needsV2(cluster) ? { ETCD_ENABLE_V2: 'true' } : {}),
    };
    const content = Object.entries(rows).map(([key, value]) => `${key}=${value}\n`);
    return [{ path: '/etc/default/etcd', mode: 0o644, content: content.join('') }];
  },
  units: (cluster, self) => (runsOn(cluster, 'etcd', self) ? [running('etcd.service')] : []),
  programs: () => [],
  ports(cluster, self) {
    if (!runsOn(cluster, 'etcd', self)) return [];
    const legacy = cluster.services.etcd?.legacy_port ? [{ port: LEGACY_PORT }] : [];
    return [{ port: ETCD_PORT }, { port: PEER_PORT }, ...legacy];
  },
  extensions: [],
  memory: 42 * 2 ** 20,
};

/** Where its data lies, as Debian's unit has it. */
export const ETCD_DATA = '/var/lib/etcd/default';

/** Different for every set of members: two sets never take each other for one. */
export function etcdToken(cluster: Cluster): string {
  const hash = createHash('sha256').update(addresses(cluster, 'etcd').toSorted().join(',')).digest('hex');
  return `${cluster.name}-${hash.slice(0, 16)}`;
}

/** Calico of the 2.x series and overlord know the interface of version 2 only. */
function needsV2({ services }: Cluster): boolean {
  return services.calico !== undefined || services.overlord !== undefined;
}

function url(address: string, port: number): string {
  return `http://${hostPort(address, port)}`;
}
