import type { PlatformAnswers } from '../platform.ts';
import type { Cluster, Services } from './cluster.ts';

type Written = PlatformAnswers['services'];
type NodeSet = 'all' | readonly string[];

/** Where Docker keeps its data; a data disk shows there, unless the answers say something else. */
const DOCKER_DATA = '/var/lib/docker';

/**
 * The cluster that the answers describe, every list of members filled in. What does not fit together is told by
 * the rules, so a list may hold a name that no node has.
 */
export function clusterOf(platform: PlatformAnswers): Cluster {
  const nodes = platform.nodes.map(({ name, address }) =>
    address === undefined ? { name } : { name, address },
  );
  const names = nodes.map(({ name }) => name);
  const set = (written: NodeSet | undefined, otherwise: readonly string[]) =>
    written === 'all' ? names : (written ?? otherwise);
  const containers = platform.containers.map((one) => ({ ...one, on: set(one.on, names) }));
  return {
    name: platform.name,
    nodes,
    services: { ...ofHere(platform.services, names, set), ...ofMesos(platform.services, names, set) },
    containers,
  };
}

type Fill = (written: NodeSet | undefined, otherwise: readonly string[]) => readonly string[];

/** An odd number of members that every cluster has: three, or one. */
function few(names: readonly string[]): readonly string[] {
  return names.slice(0, names.length < 3 ? 1 : 3);
}

/** Services that look at no other for their members, and Calico, which is where Docker is. */
function ofHere(written: Written, names: readonly string[], set: Fill): Services {
  const { docker, glusterfs, zookeeper, etcd, calico, registry } = written;
  const first = names.slice(0, 1);
  const dockers = docker ? set(docker.on, names) : [];
  return {
    ...(docker && { docker: { on: dockers, data_root: docker.data_root ?? DOCKER_DATA } }),
    ...(glusterfs && { glusterfs: glusterfsOf(glusterfs, names, set) }),
    ...(zookeeper && {
      zookeeper: { ...zookeeper, on: zookeeper.external ? [] : set(zookeeper.on, few(names)) },
    }),
    ...(etcd && { etcd: { ...etcd, on: etcd.external ? [] : set(etcd.on, few(names)) } }),
    ...(calico && { calico: { ...calico, on: set(calico.on, dockers) } }),
    ...(registry && { registry: { ...registry, on: set(registry.on, first) } }),
  };
}

function ofMesos(written: Written, names: readonly string[], set: Fill): Services {
  const { zookeeper, mesos_master, mesos_agent, marathon, marathon_lb, overlord } = written;
  const first = names.slice(0, 1);
  const keepers = zookeeper && !zookeeper.external ? set(zookeeper.on, few(names)) : few(names);
  const masters = mesos_master ? set(mesos_master.on, keepers) : [];
  const marathons = marathon ? set(marathon.on, masters) : [];
  const api_on = set(overlord?.api_on, first);
  const proxy_on = set(overlord?.proxy_on, []);
  return {
    ...(mesos_master && { mesos_master: { on: masters } }),
    ...(mesos_agent && {
      mesos_agent: { on: set(mesos_agent.on, names), attributes: mesos_agent.attributes ?? {} },
    }),
    ...(marathon && { marathon: { ...marathon, on: marathons } }),
    ...(marathon_lb && { marathon_lb: { ...marathon_lb, on: set(marathon_lb.on, marathons.slice(0, 1)) } }),
    ...(overlord && {
      overlord: { ...overlord, on: [...new Set([...api_on, ...proxy_on])], api_on, proxy_on },
    }),
  };
}

function glusterfsOf({ volumes }: NonNullable<Written['glusterfs']>, names: readonly string[], set: Fill) {
  const filled = volumes.map(({ nodes: written, mount, replica, ...volume }) => {
    const nodes = set(written, []);
    const copies = replica ?? (nodes.length >= 3 ? 3 : 2);
    return {
      ...volume,
      ...(volume.kind === 'replicated' || replica !== undefined ? { replica: copies } : {}),
      nodes,
      path: volume.path ?? `/data/${volume.name}`,
      ...(mount && { mount: { ...mount, on: set(mount.on, []) } }),
    };
  });
  const pool = filled.flatMap(({ nodes, mount }) => [...nodes, ...(mount?.on ?? [])]);
  const inOrder = names.filter((name) => pool.includes(name));
  const unknown = pool.filter((name) => !names.includes(name));
  return { on: [...new Set([...inOrder, ...unknown])], volumes: filled };
}
