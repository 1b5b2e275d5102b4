import type { Change, Compare, Etcd, KeyValue } from '../etcd/client.ts';
import type { Here } from '../ipam/here.ts';
import { keys } from '../ipam/pool.ts';
import { NAMES, type Name, nameText, readName } from './name.ts';
import { planNames } from './plan.ts';

/** What etcd holds, as far as names need it. */
type Stored = { readonly names: readonly KeyValue[]; readonly hosts: readonly string[] };

/** Names in the cluster, and those that this node wanted and did not get. */
export type Registered = { readonly names: readonly Name[]; readonly taken: readonly string[] };

/**
 * Writes this node's names and reads everybody's. Each name is changed alone and only as it was read.
 * Containers' names hang on a lease: those of a node that is off go with it.
 */
export async function registerNames(
  etcd: Etcd,
  here: Here,
  own: readonly Name[],
  lease: string,
): Promise<Registered> {
  await registerNode(etcd, here);
  const { names, hosts } = await readStored(etcd);
  // One of this node that hangs on a lease of before is about to go: it is written again.
  const lasting = names.filter((one) => one.lease === undefined || one.lease === lease || !isOf(here, one));
  const read = lasting.flatMap(({ key, value }) => readName(key, value) ?? []);
  const isHost = (address: string) => address === here.own.address || hosts.includes(address);
  const { put, remove, taken } = planNames(own, read, here, isHost);
  for (const one of [...put, ...remove]) {
    const key = `${NAMES}${one.name}`;
    const change: Change = remove.includes(one) ? { delete: key } : writing(key, one, here, lease);
    await etcd.change([asRead(key, names)], [change]);
  }
  const after = await etcd.list(NAMES);
  return { names: after.flatMap(({ key, value }) => readName(key, value) ?? []), taken };
}

function isOf({ node }: Here, { key, value }: KeyValue): boolean {
  return readName(key, value)?.node === node;
}

function writing(key: string, one: Name, here: Here, lease: string): Change {
  const put = { put: key, value: nameText(one) };
  return one.address === here.own.address ? put : { ...put, lease };
}

function asRead(key: string, names: readonly KeyValue[]): Compare {
  const before = names.find((one) => one.key === key);
  return before ? { key, mod_revision: before.mod_revision } : { key, version: 0 };
}

async function readStored(etcd: Etcd): Promise<Stored> {
  const [names, nodes] = await Promise.all([etcd.list(NAMES), etcd.list(keys.nodes)]);
  const hosts = nodes.flatMap(({ value }) => /"address":"([^"]+)"/.exec(value)?.[1] ?? []);
  return { names, hosts };
}

/** Makes this node known to the cluster: no range may hold its address. */
async function registerNode(etcd: Etcd, { node, host, own }: Here): Promise<void> {
  const key = `${keys.nodes}${node}`;
  const value = JSON.stringify({ hostname: host, address: own.address, role: 'agent' });
  if ((await etcd.get(key))?.value !== value) await etcd.change([], [{ put: key, value }]);
}

/** Takes away the names of a node that has left, and the node itself. @returns the names. */
export async function forgetNode(etcd: Etcd, node: string): Promise<string[]> {
  const stored = await etcd.list(NAMES);
  const names = stored
    .flatMap(({ key, value }) => readName(key, value) ?? [])
    .filter((one) => one.node === node);
  const deletions = names.map(({ name }) => ({ delete: `${NAMES}${name}` }));
  for (const change of [...deletions, { delete: `${keys.nodes}${node}` }]) await etcd.change([], [change]);
  return names.map(({ name }) => name);
}
