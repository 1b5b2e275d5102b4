import { section, settings } from '../../../network/settings.ts';
import { mountUnitName } from '../../mount-unit.ts';
import { off, type RoleFile, running, type Unit } from '../../unit.ts';
import { type Cluster, members, type Self } from '../cluster.ts';

type Mounted = { readonly name: string; readonly at: string; readonly others: readonly string[] };

/** Volumes that a node mounts, with the other members of the pool, which know the volumes as well. */
function mountedOn(cluster: Cluster, self: Self): Mounted[] {
  const others = members(cluster, 'glusterfs').filter((name) => name !== self.name);
  return (cluster.services.glusterfs?.volumes ?? []).flatMap(({ name, mount }) =>
    mount?.on.includes(self.name) ? [{ name, at: mount.at, others }] : [],
  );
}

/**
 * A mount each, held up by the unit that waits for its volume: the volume may be there hours after this node
 * (systemd.unit(5), `Upholds=`). A timer starts the waiting anew, and nothing at boot waits for it.
 */
export function mountUnits(cluster: Cluster, self: Self): Unit[] {
  return mountedOn(cluster, self).flatMap((volume) => [
    { ...off(mountUnitName(volume.at)), content: mountUnit(volume) },
    running(`cos-gluster-wait@${volume.name}.timer`),
  ]);
}

export function mountFiles(cluster: Cluster, self: Self): RoleFile[] {
  return mountedOn(cluster, self).map(({ name, at }) => ({
    path: `/etc/systemd/system/${waitUnit(name)}.d/10-mount.conf`,
    mode: 0o644,
    content: settings([section('Unit', ['Upholds', mountUnitName(at)])]),
  }));
}

function mountUnit({ name, at, others }: Mounted): string {
  const wait = waitUnit(name);
  const backup = others.length > 0 ? [`backup-volfile-servers=${others.join(':')}`] : [];
  return settings([
    section('Unit', ['Description', `GlusterFS volume ${name}`], ['Requires', wait], ['After', wait]),
    section(
      'Mount',
      ['What', `localhost:/${name}`],
      ['Where', at],
      ['Type', 'glusterfs'],
      ['Options', ['_netdev', ...backup].join(',')],
      ['TimeoutSec', '120'],
    ),
  ]);
}

function waitUnit(volume: string): string {
  return `cos-gluster-wait@${volume}.service`;
}
