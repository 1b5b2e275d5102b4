import { settings } from '../network/settings.ts';
import { running, type Unit } from '../roles/unit.ts';
import type { NodeFile } from './node-config.ts';

/** Where docker keeps its data, and where the data disk is mounted unless the answers say something else. */
export const DOCKER = '/var/lib/docker';

type DataDisk = {
  readonly fsUuid: string;
  readonly at: string;
  /** Units that run docker. */
  readonly dockers: readonly string[];
};

/**
 * The data disk on the node: XFS with project quotas, mounted at every start. Docker needs it: with the disk
 * gone docker does not start, rather than fill ROOT, and all else does (systemd.mount(5), `nofail`;
 * systemd.unit(5), `RequiresMountsFor=`). Mounted elsewhere, its folder `docker` is bound to docker's place,
 * where the COS guide (3.5) has a link.
 */
export function dataMount({ fsUuid, at, dockers }: DataDisk): { units: Unit[]; files: NodeFile[] } {
  const disk = mountUnit('Data disk for containers', [
    ['What', `/dev/disk/by-uuid/${fsUuid}`],
    ['Where', at],
    ['Type', 'xfs'],
    ['Options', 'prjquota,nofail'],
  ]);
  // systemd makes the folder that is bound, and orders the mount after that of the disk below it.
  const folder = mountUnit("Docker's folder on the data disk", [
    ['What', `${at}/docker`],
    ['Where', DOCKER],
    ['Type', 'none'],
    ['Options', 'bind,nofail'],
  ]);
  const content = settings([{ name: 'Unit', lines: [['RequiresMountsFor', DOCKER]] }]);
  return {
    units: [
      { ...running(mountUnitName(at)), content: disk },
      ...(at === DOCKER ? [] : [{ ...running(mountUnitName(DOCKER)), content: folder }]),
    ],
    files: dockers.map((name) => ({
      path: `/etc/systemd/system/${name}.d/cos-data.conf`,
      mode: 0o644,
      content,
    })),
  };
}

function mountUnit(description: string, mount: readonly (readonly [string, string])[]): string {
  return settings([
    { name: 'Unit', lines: [['Description', description]] },
    { name: 'Mount', lines: mount },
    { name: 'Install', lines: [['WantedBy', 'multi-user.target']] },
  ]);
}

/** The name that a mount unit must have (systemd.unit(5), "String escaping for inclusion in unit names"). */
export function mountUnitName(path: string): string {
  const escaped = path
    .slice(1)
    .replace(/^\.|[^A-Za-z0-9_./]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16)}`)
    .replaceAll('/', '-');
  return `${escaped}.mount`;
}
