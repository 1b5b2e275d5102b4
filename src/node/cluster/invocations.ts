import type { Machine } from '../../machine.ts';
import { EtcdFailure } from '../etcd/client.ts';
import { discoveriesOf } from '../etcd/discoveries.ts';
import { firstDiscovery } from '../etcd/discovery.ts';
import { NodeFailure, USAGE } from '../failure.ts';
import { readInstOpts } from '../inst-opts.ts';
import { registerNode } from './nodes.ts';
import { agentsEtcd, controllersEtcd, type Place, readPlace } from './place.ts';
import { removeNode } from './remove.ts';
import { clusterText } from './text.ts';
import { clusterView } from './view.ts';

type Out = {
  readonly machine: Machine;
  readonly out: (text: string) => void;
  readonly rest: readonly string[];
};

/** `cspherectl status --cluster`. @returns 1 where a part of the cluster did not answer */
export async function showCluster({ machine, out, rest }: Out): Promise<number> {
  const place = await readPlace(machine);
  const view = await clusterView(place, controllersEtcd(machine, place), (agents) =>
    agentsEtcd(machine, place, agents),
  );
  out(rest.includes('--json') ? `${JSON.stringify(view, null, 2)}\n` : clusterText(view));
  return Number(view.silent.length > 0);
}

/** `cspherectl remove NODE` */
export async function takeOut({ machine, out, rest }: Out): Promise<number> {
  const [wanted] = rest;
  if (wanted === undefined) {
    out('cspherectl remove NODE: its name, its address or its machine id (cspherectl status --cluster)\n');
    return USAGE;
  }
  const place = await readPlace(machine);
  const stores = {
    controllers: controllersEtcd(machine, place),
    agents: (addresses: readonly string[]) => agentsEtcd(machine, place, addresses),
    withdraw: async (address: string) => {
      const found = await firstDiscovery(machine, discoveriesOf(await readInstOpts(machine)));
      await found?.at.withdraw(address);
    },
  };
  try {
    for (const line of await removeNode(wanted, place, stores)) out(`${line}\n`);
  } catch (cause) {
    if (!(cause instanceof EtcdFailure)) throw cause;
    throw new NodeFailure(`${cause.message}; what was done stays done, say it again when etcd answers`);
  }
  return 0;
}

/** Lets the cluster know this node: agents in the agents' etcd, every node in the controllers'. */
export async function enterCluster(machine: Machine): Promise<void> {
  const place: Place = await readPlace(machine);
  const controllers = controllersEtcd(machine, place);
  await registerNode(
    place.role === 'agent' ? [agentsEtcd(machine, place, []), controllers] : [controllers],
    place,
  );
}
