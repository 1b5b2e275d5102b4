import type { InstOptsRead } from '../inst-opts.ts';
import type { Thing } from '../note.ts';
import type { OfCluster } from '../platform/read-cluster.ts';
import { platformComponents } from './platform-components.ts';

/** A part of a node as `cspherectl` calls it. */
export type Component = {
  readonly name: string;
  readonly unit: string;
  /** Without this program of the image or the payload the unit is not started: its path, or its name below PROGRAM_FOLDERS. */
  readonly program?: string;
  /** The note that its program, or one that it depends on, writes. */
  readonly thing?: Thing;
  /** With HA: started and stopped by the monitor, on the node that holds the virtual IP. */
  readonly byMonitor?: true;
  /** Why `cspherectl` neither starts nor stops it. */
  readonly left?: string;
};

/** Where units look for their programs: the site's payload first. */
export const PROGRAM_FOLDERS = ['/opt/cos/payload/bin', '/usr/local/sbin', '/usr/sbin', '/usr/bin'] as const;

/** What of the answers decides which components a node has. */
export type NodeKind = CosKind | (OfCluster & { readonly role: 'platform' });
type CosKind = Pick<InstOptsRead, 'role' | 'haMembers' | 'mongoReplicates' | 'registry'>;

const PREPARE: Component = {
  name: 'csphere-prepare',
  unit: 'csphere-prepare.service',
  program: 'csphere-prepare',
  left: 'runs at each start of the node',
};
const TIME: Component = {
  name: 'time',
  unit: 'chrony.service',
  program: 'chronyd',
  thing: 'time',
  left: 'part of the system',
};
const AGENT: Component = { name: 'agent', unit: 'csphere-agent.service', program: 'csphere' };
const MONITOR: Component = {
  name: 'monitor',
  unit: 'csphere-monitor.service',
  program: 'csphere-monitor',
  thing: 'monitor',
};

/** In the order in which they need each other. */
const OF_AGENT: readonly Component[] = [
  PREPARE,
  TIME,
  { name: 'etcd', unit: 'csphere-etcd2-agent.service', program: 'etcd', thing: 'etcd' },
  { name: 'names', unit: 'csphere-names.service', program: 'csphere-names', thing: 'names' },
  { name: 'skydns', unit: 'csphere-skydns.service', program: 'dnsmasq' },
  { name: 'docker-ipam', unit: 'csphere-dockeripam.service', program: 'net-plugin', thing: 'pool' },
  { name: 'docker', unit: 'csphere-docker-agent.service', program: 'dockerd', thing: 'docker' },
  AGENT,
];

const OF_CONTROLLER: readonly Component[] = [
  PREPARE,
  TIME,
  { name: 'mongodb', unit: 'csphere-mongodb.service', program: 'mongod', thing: 'replset' },
  { name: 'prometheus', unit: 'csphere-prometheus.service', program: 'prometheus', byMonitor: true },
  { name: 'etcd', unit: 'csphere-etcd2-controller.service', program: 'etcd', thing: 'etcd' },
  { name: 'docker', unit: 'csphere-docker-controller.service', program: 'dockerd', thing: 'docker' },
];
const REGISTRY: Component = {
  name: 'registry',
  unit: 'csphere-registry.service',
  program: 'docker-registry',
  thing: 'registry',
};
const CONTROLLER: Component = {
  name: 'controller',
  unit: 'csphere-controller.service',
  program: 'csphere',
  byMonitor: true,
};

/** The components of a node (COS's names, and ours for what COS did without), in the order of their needs. */
export function componentsOf(kind: NodeKind): readonly Component[] {
  if (kind.role === 'platform') return [TIME, ...platformComponents(kind)];
  return kind.role === 'agent' ? OF_AGENT : ofController(kind);
}

function ofController({ haMembers, mongoReplicates, registry }: CosKind): readonly Component[] {
  const isHa = haMembers.length > 0 || mongoReplicates === true;
  const all = [
    ...OF_CONTROLLER,
    ...(registry ? [REGISTRY] : []),
    CONTROLLER,
    AGENT,
    ...(isHa ? [MONITOR] : []),
  ];
  return isHa ? all : all.map(({ byMonitor: _, ...component }) => component);
}
