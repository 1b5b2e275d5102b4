import { section, settings } from '../../network/settings.ts';
import { yamlText } from '../../secret-yaml.ts';
import { running } from '../unit.ts';
import { runsOn } from './cluster.ts';
import type { PlatformService } from './service.ts';

/** The image registry of Debian (docker-registry 2.8), without the password file that Debian's settings ask for. */
export const registry: PlatformService = {
  name: 'registry',
  title: 'Image registry',
  needs: [],
  needsHere: [],
  problems: () => [],
  files(cluster, self) {
    const { registry } = cluster.services;
    if (!registry || !runsOn(cluster, 'registry', self)) return [];
    const { data, port } = registry;
    const config = {
      version: 0.1,
      storage: {
        filesystem: { rootdirectory: data },
        delete: { enabled: true },
        cache: { blobdescriptor: 'inmemory' },
      },
      http: { addr: `:${port}`, headers: { 'X-Content-Type-Options': ['nosniff'] } },
      health: { storagedriver: { enabled: true, interval: '10s', threshold: 3 } },
    };
    return [
      { path: '/etc/docker/registry/config.yml', mode: 0o644, content: yamlText(config) },
      {
        path: '/etc/systemd/system/docker-registry.service.d/10-cos.conf',
        mode: 0o644,
        content: dropIn(data),
      },
    ];
  },
  units: (cluster, self) => (runsOn(cluster, 'registry', self) ? [running('docker-registry.service')] : []),
  programs: () => [],
  ports: (cluster, self) =>
    runsOn(cluster, 'registry', self) ? [{ port: cluster.services.registry?.port ?? 0 }] : [],
  extensions: [],
  memory: 30 * 2 ** 20,
};

/** The folder is made by the unit: on the first start the configuration comes after systemd-tmpfiles. */
function dropIn(data: string): string {
  return settings([
    section(
      'Unit',
      ['Wants', 'network-online.target'],
      ['After', 'network-online.target'],
      ['RequiresMountsFor', data],
      ['StartLimitIntervalSec', '0'],
    ),
    section(
      'Service',
      ['ExecStartPre', `+/usr/bin/install -d -o docker-registry -g docker-registry -m 0750 ${data}`],
      ['Restart', 'always'],
      ['RestartSec', '10'],
      ['NoNewPrivileges', 'yes'],
      ['PrivateTmp', 'yes'],
      ['ProtectKernelTunables', 'yes'],
    ),
  ]);
}
