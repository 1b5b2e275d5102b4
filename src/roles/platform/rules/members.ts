import { error, type Problem, warning } from '../../../problem.ts';
import type { PlatformAnswers } from '../../platform.ts';
import { platformServices } from '../all.ts';
import { type Cluster, members, nodeNamed, type ServiceName } from '../cluster.ts';
import { nodeSetProblems } from './names.ts';

type Written = PlatformAnswers['services'];

/** Services of which a majority has to be up. */
const VOTING = ['etcd', 'zookeeper', 'mesos_master'] as const satisfies readonly ServiceName[];
const MOST_MEMBERS = 7;
/** Services of which a cluster has one. */
const SINGLE = [
  ['registry', 'on'],
  ['marathon_lb', 'on'],
  ['overlord', 'api_on'],
] as const;

/** Whether the lists of members name nodes, and as many as the service works with. */
export function memberProblems(cluster: Cluster, services: Written): Problem[] {
  return [
    ...listsOf(services).flatMap(([path, written]) => nodeSetProblems(cluster, path, written)),
    ...VOTING.flatMap((name) => countProblems(cluster, name)),
    ...SINGLE.flatMap(([name, key]) => singleProblems(cluster, name, key)),
    ...(['etcd', 'zookeeper'] as const).flatMap((name) => {
      const service = services[name];
      return service?.on !== undefined && service.external !== undefined
        ? [error('platform.on-and-external', pathOf(name))]
        : [];
    }),
    ...platformServices.flatMap((one) => needProblems(cluster, one)),
  ];
}

type NodeSet = Parameters<typeof nodeSetProblems>[2];

function pathOf(name: ServiceName): string {
  return `platform.services.${name}`;
}

/** Every list of nodes that is written, with its path. */
function listsOf(services: Written): [string, NodeSet][] {
  const { glusterfs, overlord, ...plain } = services;
  const volumes = glusterfs?.volumes ?? [];
  return [
    ...Object.entries(plain).map(([name, one]): [string, NodeSet] => [
      `platform.services.${name}.on`,
      one?.on,
    ]),
    ['platform.services.overlord.api_on', overlord?.api_on],
    ['platform.services.overlord.proxy_on', overlord?.proxy_on],
    ...volumes.flatMap(({ nodes, mount }, index): [string, NodeSet][] => [
      [`platform.services.glusterfs.volumes[${index}].nodes`, nodes],
      [`platform.services.glusterfs.volumes[${index}].mount.on`, mount?.on],
    ]),
  ];
}

/** An even number of voters is doubtful, of Mesos masters wrong: its quorum is fixed when it is installed. */
function countProblems(cluster: Cluster, name: (typeof VOTING)[number]): Problem[] {
  const count = members(cluster, name).length;
  const path = `${pathOf(name)}.on`;
  if (count > MOST_MEMBERS) return [error('platform.too-many-members', path, { count })];
  if (count === 0 || count % 2 === 1) return [];
  if (name === 'mesos_master') return [error('platform.even-masters', path, { count })];
  return [warning('platform.even-members', path, { count, fewer: count - 1, more: count + 1 })];
}

function singleProblems(cluster: Cluster, name: (typeof SINGLE)[number][0], key: 'on' | 'api_on'): Problem[] {
  const { overlord } = cluster.services;
  const count = (key === 'api_on' ? overlord?.api_on : members(cluster, name))?.length ?? 0;
  return count > 1 ? [error('platform.single-node', `${pathOf(name)}.${key}`, { service: name, count })] : [];
}

function needProblems(
  cluster: Cluster,
  { name, needs, needsHere }: (typeof platformServices)[number],
): Problem[] {
  if (!cluster.services[name]) return [];
  const absent = [...needs, ...needsHere].filter((needed) => !cluster.services[needed]);
  const elsewhere = needsHere
    .filter((needed) => cluster.services[needed])
    .flatMap((needed) => {
      const nodes = lacking(cluster, members(cluster, name), needed);
      return nodes.length === 0 ? [] : [{ required: needed, nodes: nodes.join(', ') }];
    });
  return [
    ...absent.map((needed) => needsProblem(pathOf(name), name, needed)),
    ...elsewhere.map((args) => error('platform.needs-here', pathOf(name), { service: name, ...args })),
  ];
}

/** Nodes of a list on which a service does not run; of a name that no node has another rule speaks. */
export function lacking(cluster: Cluster, on: readonly string[], needed: ServiceName): string[] {
  return on.filter((name) => nodeNamed(cluster, name) && !members(cluster, needed).includes(name));
}

/** The refusal of a service that cannot do without another one. */
export function needsProblem(path: string, service: string, needed: ServiceName): Problem {
  const code = needed === 'zookeeper' || needed === 'etcd' ? 'platform.needs-or-external' : 'platform.needs';
  return error(code, path, { service, required: needed });
}
