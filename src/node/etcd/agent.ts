import type { Machine } from '../../machine.ts';
import type { Pause } from '../../pause.ts';
import type { Note } from '../note.ts';
import { type AgentDecision, decideAgent } from './agent-decision.ts';
import { EtcdFailure } from './client.ts';
import { clearRemains, type DataSeen, markRegistered, readData } from './data.ts';
import { type Found, firstDiscovery } from './discovery.ts';
import type { EtcdStart, Peer } from './etcd-env.ts';
import { type Living, livingAt } from './living.ts';
import { takePlace } from './take-place.ts';
import { peerUrl } from './urls.ts';

/** What an agent's etcd needs to know, and through what it says how far it is. */
export type AgentPlace = {
  readonly machine: Machine;
  readonly own: Peer;
  /** Discovery on each controller; with HA all of them tell the same. */
  readonly discoveries: readonly string[];
  readonly dataFolder: string;
  readonly pause: Pause;
  readonly say: (note: Note) => Promise<void>;
};

/** Of all agents' clusters: the addresses of the members make it different from every other one. */
const TOKEN = 'hellocsphere';
const SECONDS_BETWEEN = 3;

/**
 * Waits until it is decided how the etcd of this agent starts, and prepares that. Interrupted at any point, the next
 * run goes on from what is on the disk, on the controllers and in the cluster.
 */
export async function startOfAgent(place: AgentPlace): Promise<EtcdStart> {
  for (;;) {
    const start = await once(place);
    if (start) return start;
    await place.pause(SECONDS_BETWEEN);
  }
}

async function once(place: AgentPlace): Promise<EtcdStart | undefined> {
  const { machine, own, dataFolder } = place;
  const data = await readData(machine, dataFolder);
  if (data.hasData) return { as: 'before' };
  try {
    return await withoutData(place, data);
  } catch (cause) {
    if (!(cause instanceof EtcdFailure)) throw cause;
    await place.say({ state: 'waiting', text: `etcd of ${own.address} waits: ${cause.message}` });
    return undefined;
  }
}

async function withoutData(place: AgentPlace, data: DataSeen): Promise<EtcdStart | undefined> {
  const { machine, own } = place;
  const found = await firstDiscovery(machine, place.discoveries);
  const others = (found?.discovery.entries ?? [])
    .map(({ address }) => address)
    .filter((address) => address !== own.address);
  const living = await livingAt(machine, others);
  const decision = decideAgent({ ...data, own, discovery: found?.discovery, living: living?.members });
  return carryOut(decision, place, { found, living });
}

type Around = { readonly found: Found | undefined; readonly living: Living | undefined };

async function carryOut(
  decision: AgentDecision,
  place: AgentPlace,
  { found, living }: Around,
): Promise<EtcdStart | undefined> {
  const { machine, own, dataFolder, say } = place;
  switch (decision.do) {
    case 'start-before':
      return { as: 'before' };
    case 'wait':
      await say({ state: 'waiting', text: decision.text, do: decision.remedy });
      return undefined;
    case 'register':
      await markRegistered(machine, dataFolder);
      await found?.at.register(own);
      return undefined;
    case 'withdraw':
      await found?.at.withdraw(own.address);
      return undefined;
    case 'be-client':
      return {
        as: 'client',
        endpoints: decision.members.flatMap(({ client_urls }) => client_urls.map(hostOf)),
      };
    case 'start-new': {
      await clearRemains(machine, dataFolder);
      const cluster = decision.cluster.map(({ name, address }) => ({ name, url: peerUrl(address) }));
      return { as: 'member', state: 'new', cluster, token: TOKEN };
    }
    case 'join':
      return found && living ? join(place, decision, { found, living }) : undefined;
  }
}

async function join(
  { machine, own, dataFolder, say }: AgentPlace,
  { replaces, isListed }: Extract<AgentDecision, { do: 'join' }>,
  { found, living }: { readonly found: Found; readonly living: Living },
): Promise<EtcdStart | undefined> {
  const size = found.discovery.size ?? 0;
  const cluster = await takePlace(living, own, { replaces, isListed, size });
  if (!cluster) {
    await say({ state: 'waiting', text: 'another node joins the cluster of etcd right now' });
    return undefined;
  }
  await clearRemains(machine, dataFolder);
  await found.at.register(own);
  return { as: 'member', state: 'existing', cluster, token: TOKEN };
}

/** `10.0.0.1:2379` of `http://10.0.0.1:2379`. */
function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}
