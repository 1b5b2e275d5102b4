import { z } from 'zod';
import type { Machine } from '../../machine.ts';
import { parseAddress } from '../../network/address.ts';
import { NodeFailure } from '../failure.ts';
import { type InstOptsRead, readInstOpts } from '../inst-opts.ts';
import type { Etcd } from './client.ts';
import { discoveriesOf } from './discoveries.ts';
import { firstDiscovery } from './discovery.ts';
import { jsonOf } from './json.ts';
import { type Living, livingAt, memberAt } from './living.ts';

/** Who is in the cluster: `/csphere/nodes/<machine id>`. */
const NODES = '/csphere/nodes/';
const nodeValue = z.object({ hostname: z.string(), address: z.string() });

/** What was taken out. */
export type RemovedNode = {
  readonly address: string;
  /** Machine ids under which it was known; its addresses of the pool are kept under them. */
  readonly nodes: readonly string[];
  readonly wasMember: boolean;
  /** The agents' etcd, for what else has to go. */
  readonly etcd: Etcd;
};

/**
 * Takes an agent that is gone for good out of the agents' cluster: its member, its place in discovery, its entry among
 * the nodes. What is gone already is no error, so that it can be repeated.
 * @param target host name, address or machine id
 * @throws NodeFailure where nobody is called so, or the machine is still there
 */
export async function removeNode(machine: Machine, target: string): Promise<RemovedNode> {
  const opts = await readInstOpts(machine);
  const found = await firstDiscovery(machine, discoveriesOf(opts));
  const entries = found?.discovery.entries ?? [];
  const living = await clusterOf(
    machine,
    opts,
    entries.map(({ address }) => address),
  );
  const known = (await living.etcd.list(NODES)).flatMap(({ key, value }) => {
    const { data } = nodeValue.safeParse(jsonOf(value));
    return data ? [{ key, id: key.slice(NODES.length), ...data }] : [];
  });
  const meant = known.filter((one) => [one.id, one.hostname, one.address].includes(target));
  const address = meant[0]?.address ?? parseAddress(target)?.text;
  const member = address === undefined ? undefined : memberAt(living.members, address);
  const isKnown = meant.length > 0 || member || entries.some((one) => one.address === address);
  if (address === undefined || !isKnown) throw unknown(target, known);
  if (await livingAt(machine, [address]))
    throw new NodeFailure(`${target} is still there and answers at ${address}: switch it off first`);
  if (member) await living.etcd.removeMember(member.id);
  await found?.at.withdraw(address);
  for (const { key } of meant) await living.etcd.change([], [{ delete: key }]);
  return { address, nodes: meant.map(({ id }) => id), wasMember: member !== undefined, etcd: living.etcd };
}

/** The agents' cluster; on an agent its own etcd is of it. */
async function clusterOf(
  machine: Machine,
  { role }: InstOptsRead,
  addresses: readonly string[],
): Promise<Living> {
  const living = await livingAt(machine, role === 'agent' ? ['127.0.0.1', ...addresses] : addresses);
  if (living) return living;
  throw new NodeFailure("no majority of the agents' etcd answers; see: cspherectl status etcd");
}

function unknown(target: string, known: readonly { readonly hostname: string }[]): NodeFailure {
  const names = known.map(({ hostname }) => hostname).join(', ') || 'nobody';
  return new NodeFailure(`no node of the cluster is called ${target}; known are: ${names}`);
}
