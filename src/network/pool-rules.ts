import { error, type Problem } from '../problem.ts';
import { type Address, type Cidr, compareAddresses, contains, networkOf, parseAddress } from './address.ts';
import type { ContainerNetworkAnswers } from './answers.ts';

/** An address that something already has, and what. */
export type UsedAddress = { readonly address: Address; readonly by: string };

/**
 * Whether the containers' address ranges lie in the node's network and leave the known hosts out.
 * @param own the node's static address; without one (DHCP) only the order of a range can be judged.
 */
export function poolProblems(
  containers: ContainerNetworkAnswers,
  own: Cidr | undefined,
  used: readonly UsedAddress[],
): Problem[] {
  return containers.pool.flatMap((range, index) => {
    const path = `container_network.pool[${index}]`;
    const start = parseAddress(range.start);
    const end = parseAddress(range.end);
    if (!start || !end) return [];
    const outside = own ? [start, end].filter((address) => !contains(own, address)) : [];
    if (own && outside.length > 0) {
      const args = { network: networkOf(own) };
      return outside.map(({ text }) => error('container_network.outside', path, { ...args, address: text }));
    }
    if (start.family !== end.family || compareAddresses(start, end) > 0) {
      return [error('container_network.reversed', path, { start: start.text, end: end.text })];
    }
    return hostsBetween(start, end, used).map(({ address, by }) =>
      error('container_network.host', path, { address: address.text, by }),
    );
  });
}

function hostsBetween(start: Address, end: Address, used: readonly UsedAddress[]): UsedAddress[] {
  return used.filter(
    ({ address }) =>
      address.family === start.family &&
      compareAddresses(start, address) <= 0 &&
      compareAddresses(address, end) <= 0,
  );
}
