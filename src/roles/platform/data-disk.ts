import type { PlatformAnswers } from '../platform.ts';
import { type Cluster, runsOn } from './cluster.ts';
import { clusterOf } from './cluster-of.ts';

/** Where bricks, mounts and overlord keep theirs unless the answers say something else. */
const DATA = '/data';

/** What of a node belongs on its data disk, and where that is mounted unless the answers say it. */
export type DataPlaces = {
  readonly mount: string;
  /** Docker's folder, on a node that has Docker. */
  readonly docker?: string | undefined;
  /** The folder of the images, on the node with the registry. */
  readonly registry?: string | undefined;
};

export function dataPlaces(platform: PlatformAnswers, name: string): DataPlaces {
  const cluster = clusterOf(platform);
  const { services } = cluster;
  const docker = runsOn(cluster, 'docker', { name }) ? services.docker?.data_root : undefined;
  const registry = runsOn(cluster, 'registry', { name }) ? services.registry?.data : undefined;
  return { mount: usesData(cluster, name) ? DATA : (docker ?? registry ?? DATA), docker, registry };
}

function usesData({ services }: Cluster, name: string): boolean {
  const paths = (services.glusterfs?.volumes ?? []).flatMap(({ nodes, path, mount }) => [
    ...(nodes.includes(name) ? [path] : []),
    ...(mount?.on.includes(name) ? [mount.at] : []),
  ]);
  return services.overlord !== undefined || paths.some((path) => path.startsWith(`${DATA}/`));
}
