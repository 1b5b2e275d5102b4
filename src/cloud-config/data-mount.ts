import { settings } from '../network/settings.ts';
import { mountUnitName } from '../roles/mount-unit.ts';
import { running, type Unit } from '../roles/unit.ts';
import type { NodeFile } from './node-config.ts';

/** Where docker keeps its data, and where the data disk is mounted unless the answers say something else. */
export const DOCKER = '/var/lib/docker';

/** Somebody with data for the data disk. */
type Tenant = {
  readonly description: string;
  /** Its folder on the disk, where the disk is not mounted at its own place. */
  readonly folder: string;
  /** Where it looks for its data. */
  readonly place: string;
  /** Units that may not start without it. */
  readonly units: readonly string[];
};

type DataDisk = {
  readonly fsUuid: string;
  readonly at: string;
  /** Units that run docker; none where it is not on the node. */
  readonly dockers: readonly string[];
  /** Where docker looks for its data. */
  readonly docker?: string | undefined;
  /** Where the cluster's registry looks for its images, on the node that has it. */
  readonly registry?: string | undefined;
};

/**
 * The data disk on the node: XFS with project quotas, mounted at every start. Docker needs it: with the disk
 * gone docker does not start, rather than fill ROOT, and all else does (systemd.mount(5), `nofail`;
 * systemd.unit(5), `RequiresMountsFor=`). Mounted elsewhere, its folder `docker` is bound to docker's place,
 * where the COS guide (3.5) has a link; the registry's is bound in the same way.
 */
export function dataMount(data: DataDisk): { units: Unit[]; files: NodeFile[] } {
  const { fsUuid, at } = data;
  const tenants = tenantsOf(data);
  const disk = mountUnit('Data disk for containers', [
    ['What', `/dev/disk/by-uuid/${fsUuid}`],
    ['Where', at],
    ['Type', 'xfs'],
    ['Options', 'prjquota,nofail'],
  ]);
  const bound = tenants
    .filter(({ place }) => !`${place}/`.startsWith(`${at}/`))
    .map((tenant) => bind(tenant, at));
  return {
    units: [{ ...running(mountUnitName(at)), content: disk }, ...bound],
    files: tenants.flatMap(({ place, units }) => units.map((unit) => needs(unit, place))),
  };
}

function tenantsOf({ dockers, docker = DOCKER, registry }: DataDisk): Tenant[] {
  const images: Tenant = {
    description: "The registry's folder on the data disk",
    folder: 'docker-registry',
    place: registry ?? '',
    // The registry's own unit says that it needs the place.
    units: [],
  };
  const containers: Tenant = {
    description: "Docker's folder on the data disk",
    folder: 'docker',
    place: docker,
    units: dockers,
  };
  return [...(dockers.length > 0 ? [containers] : []), ...(registry === undefined ? [] : [images])];
}

/** systemd makes the folder that is bound, and orders the mount after that of the disk below it. */
function bind({ description, folder, place }: Tenant, at: string): Unit {
  const content = mountUnit(description, [
    ['What', `${at}/${folder}`],
    ['Where', place],
    ['Type', 'none'],
    ['Options', 'bind,nofail'],
  ]);
  return { ...running(mountUnitName(place)), content };
}

function needs(unit: string, place: string): NodeFile {
  const content = settings([{ name: 'Unit', lines: [['RequiresMountsFor', place]] }]);
  return { path: `/etc/systemd/system/${unit}.d/cos-data.conf`, mode: 0o644, content };
}

function mountUnit(description: string, mount: readonly (readonly [string, string])[]): string {
  return settings([
    { name: 'Unit', lines: [['Description', description]] },
    { name: 'Mount', lines: mount },
    { name: 'Install', lines: [['WantedBy', 'multi-user.target']] },
  ]);
}
