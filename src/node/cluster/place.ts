import type { Machine } from '../../machine.ts';
import { formatEndpoint } from '../../roles/agent.ts';
import { ETCD_PORT } from '../../roles/agent-node.ts';
import { type Etcd, etcdAt } from '../etcd/client.ts';
import { readInstOpts } from '../inst-opts.ts';
import { readPublic } from '../public-env.ts';

/** Seconds for one question: who looks at a cluster often does because something is silent. */
const DEADLINE = 4;
const LOCAL = `http://127.0.0.1:${ETCD_PORT}`;

/** Where this node is in its cluster. */
export type Place = {
  /** Machine id. */
  readonly id: string;
  readonly hostname: string;
  readonly address: string;
  readonly role: 'controller' | 'agent';
  /** The network's address, by which etcd knows the pool. */
  readonly network: string;
  /** Hosts of the controllers. */
  readonly controllers: readonly string[];
  /** The controllers' virtual IP, where this node was told one. */
  readonly virtualIp: string;
};

/** @throws NodeFailure where the node is not prepared */
export async function readPlace(machine: Machine): Promise<Place> {
  const { role, controllers, virtualIp } = await readInstOpts(machine);
  const { localIp, network } = await readPublic(machine);
  const textOf = async (path: string) => ((await machine.readText(path)) ?? '').trim();
  return {
    id: await textOf('/etc/machine-id'),
    hostname: await textOf('/proc/sys/kernel/hostname'),
    address: localIp,
    role,
    network,
    controllers: controllers.map(({ host }) => host),
    virtualIp,
  };
}

/** The controllers' etcd: a controller has it on the spot. It knows every node. */
export function controllersEtcd(machine: Machine, { role, controllers }: Place): Etcd {
  const urls = role === 'controller' ? [LOCAL] : controllers.map(clientUrl);
  return etcdAt(machine, urls, { deadline: DEADLINE });
}

/** The agents' etcd, which has the containers' addresses: each agent has it, or the way to it, on the spot. */
export function agentsEtcd(machine: Machine, { role }: Place, agents: readonly string[]): Etcd {
  const urls = role === 'agent' ? [LOCAL] : agents.map(clientUrl);
  return etcdAt(machine, urls, { deadline: DEADLINE });
}

function clientUrl(host: string): string {
  return `http://${formatEndpoint({ host, port: ETCD_PORT })}`;
}
