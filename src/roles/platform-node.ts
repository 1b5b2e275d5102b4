import { yamlText } from '../secret-yaml.ts';
import type { RoleProgram } from './payload-programs.ts';
import { platformServices } from './platform/all.ts';
import { type Cluster, nodeNamed, type Self } from './platform/cluster.ts';
import { clusterOf } from './platform/cluster-of.ts';
import { commonUnits, containerUnits } from './platform/containers.ts';
import type { PlatformService } from './platform/service.ts';
import type { PlatformAnswers } from './platform.ts';
import type { RoleFile, Unit } from './unit.ts';

/** The resolved cluster, for the node's own programs. */
export const CLUSTER_JSON = '/etc/cos/cluster.json';
/** The `platform` section, for the installation of a further node. */
export const CLUSTER_YAML = '/etc/cos/cluster.yaml';
/** Extensions that its services need, one a line: /usr/lib/cos/extensions tells of one that is not merged. */
const EXTENSIONS = '/etc/cos/extensions';
/** The node's own name, place and address, for units and scripts. */
export const NODE_ENV = '/etc/cos/node.env';

/** The node of the answers in its cluster. @param device what has its address @throws Error for a name that no node has */
export function selfOf(cluster: Cluster, hostname: string, device: string): Self {
  const node = nodeNamed(cluster, hostname);
  if (!node) throw new Error(`${hostname} is no node of a cluster that passed the rules`);
  return { ...node, device };
}

/** What a node of the platform has beside what every node has: files, and units in the order they start. */
export function platformConfig(
  platform: PlatformAnswers,
  hostname: string,
  device: string,
): { readonly files: RoleFile[]; readonly units: Unit[] } {
  const cluster = clusterOf(platform);
  const self = selfOf(cluster, hostname, device);
  return {
    files: [
      ...nodeFiles(cluster, self, platform),
      ...platformServices.flatMap((one) => one.files(cluster, self)),
    ],
    units: [
      ...commonUnits(cluster, self),
      ...platformServices.flatMap((one) => one.units(cluster, self)),
      ...containerUnits(cluster, self),
    ],
  };
}

/** Programs of the payload that a node needs. */
export function platformPrograms(platform: PlatformAnswers, hostname: string): RoleProgram[] {
  const cluster = clusterOf(platform);
  const self = selfOf(cluster, hostname, '');
  return platformServices.flatMap((one) => one.programs(cluster, self));
}

/** System extensions that a node needs, each once. */
export function platformExtensions(platform: PlatformAnswers, hostname: string): string[] {
  return extensionsOn(clusterOf(platform), hostname);
}

function extensionsOn(cluster: Cluster, name: string): string[] {
  return [...new Set(servicesOn(cluster, name).flatMap(({ extensions }) => extensions))];
}

function extensionFiles(cluster: Cluster, { name }: Self): RoleFile[] {
  const names = extensionsOn(cluster, name);
  if (names.length === 0) return [];
  return [{ path: EXTENSIONS, mode: 0o644, content: names.map((one) => `${one}\n`).join('') }];
}

/** The services that run on a node. */
export function servicesOn(cluster: Cluster, name: string): PlatformService[] {
  return platformServices.filter((one) => cluster.services[one.name]?.on.includes(name));
}

/** Only root reads the cluster: variables of containers and applications may be secrets. */
function nodeFiles(cluster: Cluster, self: Self, platform: PlatformAnswers): RoleFile[] {
  return [
    { path: '/etc/hosts', mode: 0o644, content: hostsFile(cluster) },
    { path: NODE_ENV, mode: 0o644, content: nodeEnv(cluster, self) },
    { path: CLUSTER_JSON, mode: 0o600, content: `${JSON.stringify(cluster, null, 2)}\n` },
    ...extensionFiles(cluster, self),
    { path: CLUSTER_YAML, mode: 0o600, content: yamlText({ platform }) },
  ];
}

/**
 * hosts(5). Debian's line `127.0.1.1 NAME` is not there: programs that look up their own name would tell the other
 * nodes a loopback address.
 */
function hostsFile({ nodes }: Cluster): string {
  const lines = nodes.flatMap(({ name, address }) => (address === undefined ? [] : [`${address} ${name}`]));
  return `${['127.0.0.1 localhost', '::1 localhost ip6-localhost ip6-loopback', ...lines].join('\n')}\n`;
}

function nodeEnv({ name: cluster, nodes }: Cluster, { name, address, device }: Self): string {
  const place = nodes.findIndex((node) => node.name === name) + 1;
  const rows = [
    ['COS_CLUSTER', cluster],
    ['COS_NODE_NAME', name],
    ['COS_NODE_IP', address ?? ''],
    // With dhcp cos-host-ip fills the address in, at each start.
    ['COS_NODE_ADDRESS', address === undefined ? 'dhcp' : 'static'],
    ['COS_NODE_POSITION', String(place)],
    ['COS_NODE_DEVICE', device],
  ];
  return rows.map(([key, value]) => `${key}=${value}\n`).join('');
}
