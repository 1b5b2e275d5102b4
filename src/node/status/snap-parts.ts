import type { Component } from './components.ts';

export type SnapPart = { readonly name: string; readonly argv: readonly [string, ...string[]] };

/** What is asked of the system for an archive, and the file that each goes to. */
export const SYSTEM_PARTS: readonly SnapPart[] = [
  { name: 'system/uname.txt', argv: ['uname', '--all'] },
  { name: 'system/dmesg.txt', argv: ['dmesg', '--ctime'] },
  { name: 'system/df.txt', argv: ['df', '--human-readable', '--print-type'] },
  { name: 'system/top.txt', argv: ['top', '-b', '-n', '1', '-w', '200'] },
  { name: 'system/lsblk.txt', argv: ['lsblk', '--output-all'] },
  { name: 'system/failed-units.txt', argv: ['systemctl', 'list-units', '--failed', '--no-pager'] },
  { name: 'system/ip-address.txt', argv: ['ip', '-details', 'address'] },
  { name: 'system/ip-route.txt', argv: ['ip', 'route', 'show', 'table', 'all'] },
  { name: 'system/sockets.txt', argv: ['ss', '--listening', '--tcp', '--udp', '--numeric', '--processes'] },
  { name: 'versions.txt', argv: ['cosversion'] },
  { name: 'docker/info.txt', argv: ['docker', 'info'] },
  { name: 'docker/containers.txt', argv: ['docker', 'ps', '--all', '--no-trunc'] },
  { name: 'docker/networks.txt', argv: ['docker', 'network', 'ls'] },
  { name: 'etcd/members.txt', argv: ['etcdctl', 'member', 'list'] },
  { name: 'etcd/health.txt', argv: ['etcdctl', 'endpoint', 'health'] },
  { name: 'etcd/keys.txt', argv: ['etcdctl', 'get', '/csphere/', '--prefix'] },
  { name: 'time/tracking.txt', argv: ['chronyc', '-n', 'tracking'] },
  { name: 'time/sources.txt', argv: ['chronyc', '-n', 'sources'] },
  { name: 'logs/mongodb.log', argv: ['tail', '--lines=300', '/data/logs/mongodb.log'] },
];

/** Files of the system that go into it. */
export const SYSTEM_FILES: readonly string[] = [
  '/etc/os-release',
  '/var/lib/coreos-install/user_data',
  '/etc/docker/daemon.json',
  '/etc/docker/registry/config.yml',
  '/etc/prometheus.yml',
  '/etc/mongodb.conf',
  '/etc/resolv.conf',
  '/proc/cmdline',
  '/proc/cpuinfo',
  '/proc/loadavg',
  '/proc/meminfo',
  '/proc/mounts',
  '/proc/uptime',
];

/** Folders of which every file goes into it, but web pages and keys. */
export const FIND_FILES: readonly [string, ...string[]] = [
  'find',
  ...['/etc/csphere', '/etc/cos', '/etc/systemd/network', '/etc/chrony', '/run/cos/status', '/run/csphere'],
  ...['-type', 'f', '-size', '-1024k', '-not', '-path', '/etc/csphere/frontend*'],
  // Keys of chrony and of TLS.
  ...['-not', '-name', '*.key', '-not', '-name', '*.keys', '-not', '-name', '*.pem'],
];

/** As in COS: the last 300 lines of each, unless the operator says something else to journalctl. */
const DEFAULT_LINES: readonly string[] = ['-n', '300', '--no-tail'];

export function logParts(components: readonly Component[], journalArguments: readonly string[]): SnapPart[] {
  const how = journalArguments.length > 0 ? journalArguments : DEFAULT_LINES;
  return components.map(({ name, unit }) => ({
    name: `logs/${name}.txt`,
    argv: ['journalctl', '--no-pager', '--unit', unit, ...how],
  }));
}
