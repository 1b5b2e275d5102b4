import { section, settings } from '../../network/settings.ts';
import { running } from '../unit.ts';
import { type Cluster, hostPort, memberNodes, runsOn } from './cluster.ts';
import type { PlatformService } from './service.ts';

/** Docker of Debian. Only keys that its dockerd knows: an unknown one keeps it from starting (dockerd(8)). */
export const docker: PlatformService = {
  name: 'docker',
  title: 'Docker',
  needs: [],
  needsHere: [],
  problems: () => [],
  files(cluster, self) {
    const { docker } = cluster.services;
    if (!docker || !runsOn(cluster, 'docker', self)) return [];
    const daemon = {
      'data-root': docker.data_root,
      'storage-driver': 'overlay2',
      ...insecure(cluster),
      'log-driver': 'journald',
      'live-restore': true,
    };
    const unit = [
      section('Unit', ['RequiresMountsFor', docker.data_root], ['StartLimitIntervalSec', '0']),
      section('Service', ['RestartSec', '10']),
    ];
    return [
      { path: '/etc/docker/daemon.json', mode: 0o644, content: `${JSON.stringify(daemon, null, 2)}\n` },
      { path: '/etc/systemd/system/docker.service.d/10-cos.conf', mode: 0o644, content: settings(unit) },
    ];
  },
  units: (cluster, self) => (runsOn(cluster, 'docker', self) ? [running('docker.service')] : []),
  programs: () => [],
  ports: () => [],
  extensions: [],
  memory: 150 * 2 ** 20,
};

/** The cluster's registry speaks HTTP; docker compares the spelling, so both the name and the address are listed. */
function insecure(cluster: Cluster): Readonly<Record<string, readonly string[]>> {
  const port = cluster.services.registry?.port;
  if (port === undefined) return {};
  const spellings = memberNodes(cluster, 'registry').flatMap(({ name, address }) => [
    `${name}:${port}`,
    hostPort(address, port),
  ]);
  return { 'insecure-registries': spellings };
}
