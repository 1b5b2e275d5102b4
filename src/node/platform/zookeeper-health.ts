import { CommandFailed, type Machine } from '../../machine.ts';
import { memberNodes, runsOn } from '../../roles/platform/cluster.ts';
import { type Note, writeNote } from '../note.ts';
import type { OfCluster } from './read-cluster.ts';

/** Seconds for one server: one that is switched off does not refuse. */
const SECONDS = 5;

/** Says in a note whether this server of ZooKeeper serves, and where not, how many of them answer at all. */
export async function zookeeperHealth(machine: Machine, here: OfCluster): Promise<void> {
  if (!runsOn(here.cluster, 'zookeeper', here.self)) return;
  await writeNote(machine, 'zookeeper', await zookeeperNote(machine, here));
}

/** `srvr` names the mode of a server that has a majority behind it; `ruok` would say imok without one. */
async function zookeeperNote(machine: Machine, { cluster, self }: OfCluster): Promise<Note> {
  const members = memberNodes(cluster, 'zookeeper');
  const answers = await Promise.all(members.map(({ address }) => srvr(machine, address)));
  const silent = members.filter((_, index) => answers[index] === undefined).map(({ name }) => name);
  const own = answers[members.findIndex(({ name }) => name === self.name)];
  const up = `${members.length - silent.length} of ${members.length} servers answer`;
  const missing = silent.length === 0 ? '' : `, ${silent.join(', ')} not`;
  const mode = /^Mode: (\w+)/m.exec(own ?? '')?.[1];
  if (mode !== undefined) return { state: 'ok', text: `${mode}; ${up}${missing}` };
  return { state: 'waiting', text: `not serving: ${up}${missing}`, do: 'cspherectl logs zookeeper' };
}

async function srvr(machine: Machine, address: string): Promise<string | undefined> {
  try {
    return (await machine.run(['cos-zk', 'srvr', address], { timeoutSeconds: SECONDS })).stdout;
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return undefined;
  }
}
