import { section, settings } from '../../../network/settings.ts';
import { type RoleFile, running, type Unit } from '../../unit.ts';
import { type Cluster, isFirst, runsOn, type Self } from '../cluster.ts';
import type { PlatformService } from '../service.ts';
import { mountFiles, mountUnits } from './mounts.ts';
import { nodeUuid } from './node-uuid.ts';
import { glusterfsProblems } from './rules.ts';

/** GlusterFS of Debian, from its extension: a pool of peers, replicated and distributed volumes, mounts. */
export const glusterfs: PlatformService = {
  name: 'glusterfs',
  title: 'GlusterFS',
  needs: [],
  needsHere: [],
  problems: glusterfsProblems,
  files: (cluster, self) =>
    runsOn(cluster, 'glusterfs', self) ? [...daemonFiles(cluster, self), ...mountFiles(cluster, self)] : [],
  units: (cluster, self) => (runsOn(cluster, 'glusterfs', self) ? unitsOf(cluster, self) : []),
  programs: () => [],
  // glusterd, and a brick each from base-port to max-port of glusterd.vol.
  ports: (cluster, self) =>
    runsOn(cluster, 'glusterfs', self) ? [{ port: 24007 }, { port: 49152, to: 60999 }] : [],
  extensions: ['glusterfs'],
  memory: 60 * 2 ** 20,
};

function unitsOf(cluster: Cluster, self: Self): Unit[] {
  return [
    running('glusterd.service'),
    ...(isFirst(cluster, 'glusterfs', self) ? [running('cos-gluster-setup.timer')] : []),
    ...mountUnits(cluster, self),
  ];
}

/** The identity, and the folders of the bricks: glusterd's unit takes both before it starts. */
function daemonFiles(cluster: Cluster, self: Self): RoleFile[] {
  const bricks = bricksOn(cluster, self);
  const needs = section('Unit', ...bricks.map((path) => ['RequiresMountsFor', path] as const));
  const made = ['# Bricks of GlusterFS\n', ...bricks.map((path) => `d ${path} 0755 root root\n`)].join('');
  return [
    {
      path: '/etc/cos/glusterd.env',
      mode: 0o644,
      content: `COS_GLUSTER_UUID=${nodeUuid(cluster.name, self.name)}\n`,
    },
    // Also without a brick, where a volume is only mounted: systemd-tmpfiles fails on a file that is not there.
    { path: '/etc/tmpfiles.d/cos-bricks.conf', mode: 0o644, content: made },
    ...(bricks.length === 0
      ? []
      : [
          {
            path: '/etc/systemd/system/glusterd.service.d/10-cos.conf',
            mode: 0o644,
            content: settings([needs]),
          },
        ]),
  ];
}

/** Folders of the bricks that a node holds. */
export function bricksOn(cluster: Cluster, { name }: Pick<Self, 'name'>): string[] {
  const volumes = cluster.services.glusterfs?.volumes ?? [];
  return volumes.filter(({ nodes }) => nodes.includes(name)).map(({ path }) => path);
}
