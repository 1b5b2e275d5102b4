import { contains, parseAddress, parseCidr, specialKind } from './address.ts';
import type { NetworkAnswers } from './answers.ts';
import { type Section, section } from './settings.ts';

type Addresses = Pick<NetworkAnswers, 'address'> & {
  readonly gateway: readonly string[];
  readonly dns: readonly string[];
  readonly search: readonly string[];
};

/**
 * systemd.network(5) sections for addresses, routes and name servers: static ones, or those of DHCP. A gateway
 * that lies in no network of the node is said to be on the link all the same.
 */
export function addressing(network: Addresses): Section[] {
  const { address, dns, search } = network;
  const dhcp = address.method === 'dhcp';
  const cidrs = dhcp ? [] : address.cidrs;
  const near = network.gateway.filter((gateway) => isNear(gateway, cidrs));
  const far = network.gateway.filter((gateway) => !near.includes(gateway));
  const main = section(
    'Network',
    ['DHCP', dhcp ? 'yes' : 'no'],
    dhcp ? undefined : ['IPv6AcceptRA', 'no'],
    ...cidrs.map((cidr) => ['Address', cidr] as const),
    ...near.map((gateway) => ['Gateway', gateway] as const),
    ...dns.map((server) => ['DNS', server] as const),
    search.length > 0 ? ['Domains', search.join(' ')] : undefined,
  );
  const routes = far.map((gateway) => section('Route', ['Gateway', gateway], ['GatewayOnLink', 'yes']));
  // The same client as in the installer's own DHCP attempt and after a reinstall: known by its MAC address.
  const lease = section('DHCPv4', ['ClientIdentifier', 'mac'], ['UseDomains', 'yes']);
  return dhcp ? [main, ...routes, lease] : [main, ...routes];
}

/** Whether the kernel reaches a gateway without being told that it is on the link. */
export function isNear(gateway: string, cidrs: readonly string[]): boolean {
  const address = parseAddress(gateway);
  if (!address) return false;
  if (address.family === 6 && specialKind(address) === 'link-local') return true;
  return cidrs.some((text) => {
    const cidr = parseCidr(text);
    return cidr !== undefined && contains(cidr, address);
  });
}
