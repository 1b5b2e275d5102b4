import type { NodeConfig, NodeFile } from './node-config.ts';

/** Debian's pool, as its chrony package asks it. */
const PUBLIC_POOL = 'pool 2.debian.pool.ntp.org iburst';

/** chrony.conf(5): where the time comes from, and who may ask for it. */
export function timeFiles({ servers, serves }: NodeConfig['time']): NodeFile[] {
  const sources = servers.length > 0 ? servers.map((server) => `server ${server} iburst`) : [PUBLIC_POOL];
  const files: NodeFile[] = [
    { path: '/etc/chrony/sources.d/cos.sources', mode: 0o644, content: `${sources.join('\n')}\n` },
  ];
  if (!serves) return files;
  // Nodes of a cluster agree on the time also where no source is reached.
  const server = 'allow\nlocal stratum 10\n';
  return [...files, { path: '/etc/chrony/conf.d/cos.conf', mode: 0o644, content: server }];
}
