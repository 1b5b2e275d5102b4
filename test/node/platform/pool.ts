import { CommandFailed, type Machine } from '../../../src/machine.ts';
import { clusterOf } from '../../../src/roles/platform/cluster-of.ts';
import { recordingMachine } from '../../recording-machine.ts';
import { platformOf } from '../../roles/platform/examples.ts';

export const cluster = clusterOf(platformOf('dc1'));

/** A pool as glusterd keeps it: what is there, who does not answer, and every command that changed something. */
export type Pool = {
  readonly peers: Map<string, string>;
  readonly volumes: Map<string, string>;
  readonly away: Set<string>;
  readonly changes: string[];
};

export function emptyPool(): Pool {
  return { peers: new Map(), volumes: new Map(), away: new Set(), changes: [] };
}

type Answer = string | { readonly fails: string };

/** The sentences of glusterfs 11.1, as they were seen on Debian 13. */
function answer(pool: Pool, [verb = '', what = '', name = '', ...rest]: readonly string[]): Answer {
  const { peers, volumes, away, changes } = pool;
  if (`${verb} ${what}` === 'peer status') {
    const blocks = [...peers].map(([peer, state]) => `\nHostname: ${peer}\nUuid: 0-0\nState: ${state}\n`);
    return `Number of Peers: ${peers.size}\n${blocks.join('')}`;
  }
  if (what === 'info') {
    const status = volumes.get(name);
    return status === undefined
      ? { fails: `Volume ${name} does not exist` }
      : ` \nVolume Name: ${name}\nType: Replicate\nStatus: ${status}\nBricks:\n`;
  }
  changes.push([verb, what, name, ...rest].join(' '));
  if (what === 'probe') {
    if (away.has(name))
      return { fails: 'peer probe: failed: Probe returned with Transport endpoint is not connected' };
    peers.set(name, 'Peer in Cluster (Connected)');
    return 'peer probe: success\n';
  }
  if (what === 'create') {
    if (volumes.has(name)) return { fails: `volume create: ${name}: failed: Volume ${name} already exists` };
    if (rest.at(-1) !== 'force')
      return {
        fails: `volume create: ${name}: failed: The brick master1:/data is being created in the root partition.`,
      };
    volumes.set(name, 'Created');
    return `volume create: ${name}: success\n`;
  }
  if (volumes.get(name) === 'Started')
    return { fails: `volume start: ${name}: failed: Volume ${name} already started` };
  volumes.set(name, 'Started');
  return `volume start: ${name}: success\n`;
}

/** A node whose gluster answers from the pool; notes are kept as on any node. */
export function nodeOf(pool: Pool): Machine {
  const notes = new Map<string, string>();
  return {
    ...recordingMachine(),
    readText: async (path) => notes.get(path),
    writeFile: async (path, content) => void notes.set(path, content),
    run: async (argv) => {
      const said = answer(pool, argv.slice(2));
      if (typeof said === 'string') return { stdout: said, stderr: '' };
      throw new CommandFailed(argv, 1, '', said.fails, said.fails);
    },
  };
}
