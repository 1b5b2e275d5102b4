import { z } from 'zod';
import { parseAddress } from '../../network/address.ts';
import { type Etcd, EtcdFailure, type Member } from '../etcd/client.ts';
import { jsonOf } from '../etcd/json.ts';
import { formatRange, inOrder, isInRange, sizeOf } from '../ipam/pool.ts';
import { readEntries, readRanges } from '../ipam/read-pool.ts';
import { type ClusterNode, readNodes } from './nodes.ts';
import type { Place } from './place.ts';

/** Which controller leads, where no database decides it. */
const LEADER = '/csphere/monitor/leader';

export type NodeRow = ClusterNode & {
  /** In the etcd of its role: a member, or one that only asks; undefined where that could not be asked. */
  readonly etcd: 'member' | 'client' | undefined;
  readonly has_virtual_ip: boolean;
};

/** The cluster as one node sees it. */
export type ClusterView = {
  readonly nodes: readonly NodeRow[];
  readonly virtual_ip: string;
  readonly pool: readonly { readonly range: string; readonly addresses: number; readonly taken: number }[];
  /** What could not be asked, and why. */
  readonly silent: readonly string[];
};

/** @param agentsAt the agents' etcd, for addresses of agents */
export async function clusterView(
  place: Place,
  controllers: Etcd,
  agentsAt: (addresses: readonly string[]) => Etcd,
): Promise<ClusterView> {
  const silent: string[] = [];
  const asked = async <T>(what: string, question: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await question();
    } catch (cause) {
      if (!(cause instanceof EtcdFailure)) throw cause;
      silent.push(`${what}: ${cause.message}`);
      return undefined;
    }
  };
  const ofControllers = await asked("the controllers' etcd", () => storeOf(controllers));
  const known = ofControllers?.nodes ?? [];
  const agents = agentsAt(known.filter(({ role }) => role === 'agent').map(({ address }) => address));
  const hasAgents = place.role === 'agent' || known.some(({ role }) => role === 'agent');
  const ofAgents = hasAgents ? await asked("the agents' etcd", () => storeOf(agents)) : undefined;
  const pool = ofAgents && (await asked('the pool', () => poolOf(agents, place.network)));
  const all = new Map([...(ofAgents?.nodes ?? []), ...known].map((node) => [node.id, node]));
  const nodes = [...all.values()].toSorted((a, b) =>
    orderOf(a).localeCompare(orderOf(b), 'en', { numeric: true }),
  );
  return {
    nodes: nodes.map((node) => ({
      ...node,
      etcd: kindOf(node, (node.role === 'agent' ? ofAgents : ofControllers)?.members),
      has_virtual_ip: node.role === 'controller' && ofControllers?.leader === node.address,
    })),
    virtual_ip: place.virtualIp,
    pool: pool ?? [],
    silent,
  };
}

function orderOf({ role, address }: ClusterNode): string {
  return `${role === 'controller' ? 0 : 1} ${address}`;
}

async function storeOf(etcd: Etcd) {
  const [nodes, members, leader] = await Promise.all([readNodes(etcd), etcd.members(), etcd.get(LEADER)]);
  const { data } = z.object({ address: z.string() }).safeParse(jsonOf(leader?.value ?? ''));
  return { nodes, members, leader: data?.address };
}

function kindOf({ address }: ClusterNode, members: readonly Member[] | undefined): NodeRow['etcd'] {
  if (!members) return undefined;
  return members.some((member) => isAt(member, address)) ? 'member' : 'client';
}

/** Whether a member of etcd is the one at this address. */
export function isAt({ peer_urls }: Member, address: string): boolean {
  const own = parseAddress(address)?.text;
  return peer_urls.some((url) => parseAddress(new URL(url).hostname.replace(/^\[|\]$/g, ''))?.text === own);
}

async function poolOf(etcd: Etcd, network: string): Promise<ClusterView['pool']> {
  const [ranges, entries] = await Promise.all([readRanges(etcd, network), readEntries(etcd, network)]);
  return inOrder(ranges).map((range) => ({
    range: formatRange(range),
    addresses: sizeOf(range),
    taken: entries.filter(({ ip }) => isInRange(ip, range)).length,
  }));
}
