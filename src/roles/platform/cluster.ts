import { z } from 'zod';

const names = z.array(z.string()).readonly();
const on = { on: names };

const volume = z.strictObject({
  name: z.string(),
  kind: z.enum(['replicated', 'distributed']),
  /** Copies of each file; absent for `distributed`. */
  replica: z.int().optional(),
  /** Nodes that hold a brick. */
  nodes: names,
  /** Folder of the brick. */
  path: z.string(),
  mount: z.strictObject({ on: names, at: z.string() }).optional(),
});

const services = z.strictObject({
  docker: z.strictObject({ ...on, data_root: z.string() }).optional(),
  /** `on`: all nodes of the pool, those that hold a brick and those that mount. */
  glusterfs: z.strictObject({ ...on, volumes: z.array(volume).readonly() }).optional(),
  /** With `external` nothing runs on these nodes. */
  zookeeper: z.strictObject({ ...on, external: names.optional() }).optional(),
  mesos_master: z.strictObject(on).optional(),
  mesos_agent: z.strictObject({ ...on, attributes: z.record(z.string(), z.string()) }).optional(),
  marathon: z
    .strictObject({
      ...on,
      principal: z.string(),
      apps: z.array(z.record(z.string(), z.unknown())).readonly(),
    })
    .optional(),
  etcd: z.strictObject({ ...on, external: names.optional(), legacy_port: z.boolean() }).optional(),
  calico: z.strictObject({ ...on, ipv4_pool: z.string() }).optional(),
  registry: z.strictObject({ ...on, port: z.int(), data: z.string() }).optional(),
  marathon_lb: z.strictObject({ ...on, group: z.string() }).optional(),
  /** `on`: the nodes of the interface and of the proxies. */
  overlord: z
    .strictObject({
      ...on,
      api_on: names,
      proxy_on: names,
      versions: z.record(z.string(), names),
      groups: z.record(z.string(), z.unknown()).optional(),
      monitor: z.strictObject({ url: z.string(), panel: z.string() }).optional(),
    })
    .optional(),
});

const container = z.strictObject({
  name: z.string(),
  image: z.string(),
  on: names,
  env: z.record(z.string(), z.string()),
  ip_variable: z.string(),
  volumes: names,
  args: names,
});

/** A cluster with every default filled in: the same on each of its nodes, and as /etc/cos/cluster.json has it. */
export const clusterSchema = z.strictObject({
  name: z.string(),
  nodes: z.array(z.strictObject({ name: z.string(), address: z.string().optional() })).readonly(),
  services,
  containers: z.array(container).readonly(),
});
export type Cluster = z.output<typeof clusterSchema>;
export type ClusterNode = Cluster['nodes'][number];
export type Services = Cluster['services'];
export type ServiceName = keyof Services;
export type Container = Cluster['containers'][number];

/** The node itself: one of the cluster's, with what only it knows. */
export type Self = ClusterNode & {
  /** What has its address: a card, a bond, a VLAN. */
  readonly device: string;
};

/** Names of a service's members in the order in which they are numbered; none where it is off or elsewhere. */
export function members(cluster: Cluster, service: ServiceName): readonly string[] {
  return cluster.services[service]?.on ?? [];
}

export function runsOn(cluster: Cluster, service: ServiceName, { name }: Pick<ClusterNode, 'name'>): boolean {
  return members(cluster, service).includes(name);
}

/** The member that does what is done once. */
export function isFirst(
  cluster: Cluster,
  service: ServiceName,
  { name }: Pick<ClusterNode, 'name'>,
): boolean {
  return members(cluster, service)[0] === name;
}

/** The number of a node among a service's members, from 1; 0 for a node that is none. */
export function position(
  cluster: Cluster,
  service: ServiceName,
  { name }: Pick<ClusterNode, 'name'>,
): number {
  return members(cluster, service).indexOf(name) + 1;
}

export function nodeNamed(cluster: Cluster, name: string): ClusterNode | undefined {
  return cluster.nodes.find((node) => node.name === name);
}

/** A member with the address that the others know it by. */
export type Member = { readonly name: string; readonly address: string };

/** Members of a service with their addresses, in their order. */
export function memberNodes(cluster: Cluster, service: ServiceName): Member[] {
  return members(cluster, service).flatMap((name) => {
    const address = nodeNamed(cluster, name)?.address;
    return address === undefined ? [] : [{ name, address }];
  });
}

/** Addresses of a service's members, in their order. */
export function addresses(cluster: Cluster, service: ServiceName): string[] {
  return memberNodes(cluster, service).map(({ address }) => address);
}

/** How many of `count` members are a majority. */
export function quorum(count: number): number {
  return Math.floor(count / 2) + 1;
}

/** `host:port` of every ZooKeeper server, of this cluster or of another. */
export function zkServers(cluster: Cluster): readonly string[] {
  const { external } = cluster.services.zookeeper ?? {};
  return external ?? addresses(cluster, 'zookeeper').map((address) => hostPort(address, ZOOKEEPER_PORT));
}

/** `zk://a:2181,b:2181/mesos`: where programs of Mesos look for each other. @param path without its slash */
export function zkUrl(cluster: Cluster, path: string): string {
  return `zk://${zkServers(cluster).join(',')}/${path}`;
}

/** Where every member of etcd answers clients, of this cluster or of another. */
export function etcdUrls(cluster: Cluster): readonly string[] {
  const { external } = cluster.services.etcd ?? {};
  return external ?? addresses(cluster, 'etcd').map((address) => `http://${hostPort(address, ETCD_PORT)}`);
}

/** `address:port`, an IPv6 address in brackets. */
export function hostPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

export const ZOOKEEPER_PORT = 2181;
export const ETCD_PORT = 2379;
