import type { NodeConfig, NodeFile } from './node-config.ts';

/** Debian's pool, as its chrony package asks it. */
const PUBLIC_POOL = 'pool 2.debian.pool.ntp.org iburst';

/**
 * chrony.conf(5): where the time comes from, and who may ask for it. Controllers of one cluster agree on the time
 * also where no source is reached: `orphan` lets one of them lead.
 */
export function timeFiles({ servers, peers, serves }: NodeConfig['time']): NodeFile[] {
  const asked = servers.length > 0 ? servers.map(serverLine) : [PUBLIC_POOL];
  const sources = [...asked, ...peers.filter((peer) => !servers.includes(peer)).map(serverLine)];
  const files: NodeFile[] = [
    { path: '/etc/chrony/sources.d/cos.sources', mode: 0o644, content: linesOf(sources) },
  ];
  if (!serves) return files;
  const allowed =
    serves.networks.length > 0 ? serves.networks.map((network) => `allow ${network}`) : ['allow'];
  const content = linesOf([...allowed, 'local stratum 10 orphan']);
  return [...files, { path: '/etc/chrony/conf.d/cos.conf', mode: 0o644, content }];
}

function serverLine(server: string): string {
  return `server ${server} iburst`;
}

function linesOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
