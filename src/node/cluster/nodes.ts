import { z } from 'zod';
import { type Etcd, EtcdFailure } from '../etcd/client.ts';
import { jsonOf } from '../etcd/json.ts';
import type { Place } from './place.ts';

/** Below it each node has a key, by its machine id. */
export const NODES = '/csphere/nodes/';

const value = z.object({
  hostname: z.string(),
  address: z.string(),
  role: z.literal(['controller', 'agent']),
});
export type ClusterNode = z.output<typeof value> & { readonly id: string };

/** Every node that has said that it is there; what is no node's value is passed over. */
export async function readNodes(etcd: Etcd): Promise<ClusterNode[]> {
  return (await etcd.list(NODES)).flatMap(({ key, value: text }) => {
    const { data } = value.safeParse(jsonOf(text));
    return data ? [{ ...data, id: key.slice(NODES.length) }] : [];
  });
}

/**
 * Puts a node's name and address into the stores that shall know it, where they do not say so already. A store
 * that is silent is told the next time.
 */
export async function registerNode(stores: readonly Etcd[], place: Place): Promise<void> {
  const key = `${NODES}${place.id}`;
  const { hostname, address, role } = place;
  const text = JSON.stringify({ hostname, address, role });
  for (const etcd of stores) {
    try {
      if ((await etcd.get(key))?.value !== text) await etcd.change([], [{ put: key, value: text }]);
    } catch (cause) {
      if (!(cause instanceof EtcdFailure)) throw cause;
    }
  }
}
