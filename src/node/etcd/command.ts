import type { Machine } from '../../machine.ts';
import type { Pause } from '../../pause.ts';
import { ETCD_DATA } from '../../roles/platform/etcd.ts';
import { NodeFailure, USAGE } from '../failure.ts';
import { type InstOptsRead, readInstOpts } from '../inst-opts.ts';
import { type Note, writeNote } from '../note.ts';
import { readCluster } from '../platform/read-cluster.ts';
import { readPublic } from '../public-env.ts';
import { type AgentPlace, startOfAgent } from './agent.ts';
import { controllerName, controllerSet, startOfController } from './controller.ts';
import { DATA_FOLDER } from './data.ts';
import { discoveriesOf, OWN_DISCOVERY } from './discoveries.ts';
import { sayDiscoverySize } from './discovery-size.ts';
import { type EtcdStart, type Peer, writeEtcdEnv } from './etcd-env.ts';
import { platformMembers } from './platform-members.ts';

export type Surroundings = {
  readonly machine: Machine;
  readonly pause: Pause;
  /** One line on standard output, which is the journal. */
  readonly print: (line: string) => void;
};

export const ETCD_USAGE = `Usage: csphere-etcd COMMAND

  agent           decide how the etcd of this agent starts, and wait until it can
  controller      the same for a controller
  platform        the same for a node of a platform
  discovery-size  say in this controller's etcd how many members the agents' etcd has
`;

/** Runs one of the commands. @returns the exit code */
export async function etcdCommand(args: readonly string[], around: Surroundings): Promise<number> {
  const [command] = args;
  if (args.length === 1 && command === 'discovery-size') return saySize(around);
  if (args.length === 1 && command === 'platform') return decidePlatform(around);
  if (args.length === 1 && (command === 'agent' || command === 'controller')) return decide(command, around);
  around.print(ETCD_USAGE);
  return command === 'help' || command === '--help' ? 0 : USAGE;
}

async function saySize({ machine, pause }: Surroundings): Promise<number> {
  const { clusterSize: size } = await readInstOpts(machine);
  await sayDiscoverySize(machine, OWN_DISCOVERY, { size, pause });
  return 0;
}

async function decide(
  role: 'agent' | 'controller',
  { machine, pause, print }: Surroundings,
): Promise<number> {
  const opts = await readInstOpts(machine);
  if (opts.role !== role) throw new NodeFailure(`this node is no ${role} but a ${opts.role} (COS_ROLE)`);
  const { localIp: address } = await readPublic(machine);
  const say = sayingOnce(machine, print);
  const { own, decided } = startOf(role, opts, { machine, pause, say, dataFolder: DATA_FOLDER, address });
  return carryOut(machine, await decided, own, say);
}

async function decidePlatform({ machine, pause, print }: Surroundings): Promise<number> {
  const here = await readCluster(machine);
  if (!here) throw new NodeFailure('this is no node of a platform');
  const { own, members, set } = platformMembers(here);
  const say = sayingOnce(machine, print);
  const place = { machine, pause, say, dataFolder: ETCD_DATA, own, members, set };
  return carryOut(machine, await startOfController(place), own, say);
}

type Say = (note: Note) => Promise<void>;

async function carryOut(machine: Machine, start: EtcdStart, own: Peer, say: Say): Promise<number> {
  await writeEtcdEnv(machine, start, own);
  await say({ state: 'ok', text: sentenceOf(start) });
  return 0;
}

/** A note for the node's status, and a line for the journal where it says something new. */
function sayingOnce(machine: Machine, print: Surroundings['print']): Say {
  let last = '';
  return async (note) => {
    if (note.text !== last) print(note.text);
    last = note.text;
    await writeNote(machine, 'etcd', note);
  };
}

type Common = Pick<AgentPlace, 'machine' | 'pause' | 'say' | 'dataFolder'> & { readonly address: string };

function startOf(role: 'agent' | 'controller', opts: InstOptsRead, { address, ...common }: Common) {
  if (role === 'agent') {
    const own = { name: opts.etcdName, address };
    return { own, decided: startOfAgent({ ...common, own, discoveries: discoveriesOf(opts) }) };
  }
  const { own, members } = controllersOf(opts, address);
  return { own, decided: startOfController({ ...common, own, members, set: controllerSet(members) }) };
}

/** Without HA the name stays the drawn one, as COS has it. */
function controllersOf({ haMembers, etcdName }: InstOptsRead, address: string) {
  if (haMembers.length === 0) return { own: { name: etcdName, address }, members: [address] };
  if (!haMembers.includes(address))
    throw new NodeFailure(`${address} of this node is not among the controllers ${haMembers.join(', ')}`);
  return { own: { name: controllerName(address), address }, members: haMembers };
}

function sentenceOf(start: EtcdStart): string {
  if (start.as === 'before') return 'etcd goes on with its data';
  if (start.as === 'client') return `etcd is a client of the members ${start.endpoints.join(', ')}`;
  const how = start.state === 'new' ? 'begins a cluster of' : 'joins the cluster of';
  return `etcd ${how} ${start.cluster.map(({ url }) => URL.parse(url)?.hostname).join(', ')}`;
}
