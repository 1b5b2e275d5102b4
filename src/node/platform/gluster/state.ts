import type { Machine } from '../../../machine.ts';
import type { Member } from '../../../roles/platform/cluster.ts';
import { GlusterFailure, gluster } from './command.ts';

/** A peer as glusterd sees it; `names`: how it was called when it was probed, and other names that it has. */
export type Peer = { readonly names: readonly string[]; readonly state: string };

/** What `gluster peer status` says of the others. @throws GlusterFailure with its text where glusterd does not answer */
export async function peersOf(machine: Pick<Machine, 'run'>): Promise<Peer[]> {
  const { ok, text } = await gluster(machine, 'peer', 'status');
  if (!ok) throw new GlusterFailure(text);
  return text
    .split(/\n(?=Hostname: )/)
    .slice(1)
    .map(peerOf);
}

function peerOf(block: string): Peer {
  const lines = block.split('\n');
  const field = (name: string) =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
  const others = lines.indexOf('Other names:');
  const more = others < 0 ? [] : lines.slice(others + 1).map((line) => line.trim());
  return { names: [field('Hostname'), ...more].filter(Boolean), state: field('State') };
}

/** What glusterd calls a member that is one, and answers. */
export const CONNECTED = 'Peer in Cluster (Connected)';

/** The state of a member, by any of its names; undefined for one that was never probed. */
export function stateOf(peers: readonly Peer[], { name, address }: Member): string | undefined {
  return peers.find(({ names }) => names.includes(name) || names.includes(address))?.state;
}

/** `Status:` of `gluster volume info`: Created, Started, Stopped; undefined for a volume that is not there. */
export async function volumeStatus(
  machine: Pick<Machine, 'run'>,
  volume: string,
): Promise<string | undefined> {
  const { ok, text } = await gluster(machine, 'volume', 'info', volume);
  if (ok) return /^Status: (.+)$/m.exec(text)?.[1]?.trim();
  if (/does not exist/.test(text)) return undefined;
  throw new GlusterFailure(text);
}
