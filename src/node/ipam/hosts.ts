import { z } from 'zod';
import { neighbour, parseAddress } from '../../network/address.ts';
import type { Here } from './here.ts';
import { v4 } from './pool.ts';

/** An address that no container can have, and whose it is. */
export type Host = { readonly address: string; readonly by: string };

const member = z.object({ hostname: z.string(), address: z.ipv4() });

/**
 * Who has addresses of the hosts' network: the members of the cluster, this node, the gateway, controllers.
 * In ipvlan mode each agent answers names on its address + 1.
 * @param members values of the keys under `/csphere/nodes/`.
 */
export function hostsOf(here: Here, members: readonly string[]): Host[] {
  const { own, gateway, controllers, host } = here;
  const known = members.flatMap(readMember);
  const nodes = [{ address: own.address, by: `this node, ${host}` }, ...known];
  return [
    ...nodes,
    ...(here.mode === 'ipvlan' ? nodes.flatMap(nameServerOf) : []),
    ...(gateway ? [{ address: gateway, by: 'the gateway' }] : []),
    ...controllers.flatMap(controllerHost),
  ];
}

function readMember(value: string): Host[] {
  try {
    const { data } = member.safeParse(JSON.parse(value));
    return data ? [{ address: data.address, by: data.hostname }] : [];
  } catch {
    return [];
  }
}

function nameServerOf({ address, by }: Host): Host[] {
  const next = neighbour(v4(address), 1);
  return next ? [{ address: next.text, by: `the name service of ${by}` }] : [];
}

function controllerHost(host: string): Host[] {
  const address = parseAddress(host);
  return address?.family === 4 ? [{ address: address.text, by: 'a controller' }] : [];
}
