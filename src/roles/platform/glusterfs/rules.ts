import { error, type Problem, warning } from '../../../problem.ts';
import type { Cluster, Services } from '../cluster.ts';
import type { Around } from '../service.ts';

type Volume = NonNullable<Services['glusterfs']>['volumes'][number];
type Placed = { readonly volume: Volume; readonly at: string };

const VOLUMES = 'platform.services.glusterfs.volumes';

/** What GlusterFS itself would refuse on the node, hours later and in other words; and what loses files. */
export function glusterfsProblems(cluster: Cluster, { data }: Around): Problem[] {
  const volumes = cluster.services.glusterfs?.volumes ?? [];
  const placed = volumes.map((volume, index) => ({ volume, at: `${VOLUMES}[${index}]` }));
  return [
    ...placed.flatMap(copyProblems),
    ...placed.flatMap((one, index) => pathProblems(one, placed.slice(0, index))),
    ...placed.filter(({ volume }) => volume.path === data?.mount).map(onMountPoint),
  ];
}

/** Bricks are filled replica set by replica set: their number is a multiple (gluster(8), `volume create`). */
function copyProblems({ volume, at }: Placed): Problem[] {
  const { kind, replica, nodes, name } = volume;
  if (replica === undefined) return [];
  if (kind === 'distributed') return [error('platform.gluster-replica-kind', `${at}.replica`)];
  if (nodes.length === 0 || nodes.length % replica !== 0) {
    const allowed = [1, 2, 3].map((times) => times * replica).join(', ');
    return [
      error('platform.gluster-bricks', `${at}.nodes`, {
        name,
        count: nodes.length,
        copies: replica,
        allowed,
      }),
    ];
  }
  return replica === 2 ? [warning('platform.gluster-two-copies', `${at}.replica`, { name })] : [];
}

/** A volume's folders are its own: what lies in a brick is the volume's business alone. */
function pathProblems({ volume, at }: Placed, before: readonly Placed[]): Problem[] {
  const twice = before.some((one) => one.volume.name === volume.name);
  const own = volume.mount && overlap(volume.mount.at, volume.path) ? [volume.path] : [];
  const others = before.flatMap((one) => pathsOf(one.volume));
  const taken = others.find((path) => pathsOf(volume).some((mine) => overlap(mine, path))) ?? own[0];
  return [
    ...(twice ? [error('platform.gluster-volume-twice', `${at}.name`, { name: volume.name })] : []),
    ...(taken === undefined
      ? []
      : [error('platform.gluster-paths', `${at}.path`, { name: volume.name, path: taken })]),
  ];
}

function pathsOf({ path, mount }: Volume): string[] {
  return mount ? [path, mount.at] : [path];
}

function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

/** GlusterFS refuses a brick that is the root of a file system: with the disk gone it would fill ROOT. */
function onMountPoint({ volume: { name, path }, at }: Placed): Problem {
  return error('platform.gluster-mount-point', `${at}.path`, { name, path });
}
