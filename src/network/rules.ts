import { error, type Problem, warning } from '../problem.ts';
import {
  type Address,
  type Cidr,
  contains,
  networkOf,
  parseAddress,
  parseCidr,
  reservedIn,
  specialKind,
} from './address.ts';
import type { NetworkAnswers } from './answers.ts';
import { bondProblems } from './bond-rules.ts';

/** What the rules look at: the `network` section without the card, which may be unreadable. */
export type Addressing = Omit<NetworkAnswers, 'interface'> & {
  readonly interface?: NetworkAnswers['interface'] | undefined;
};

/** The node's static addresses, the main one first; none with DHCP. */
export function staticCidrs(network: Addressing): Cidr[] {
  if (network.address.method === 'dhcp') return [];
  return network.address.cidrs.flatMap((written) => parseCidr(written) ?? []);
}

/** The first of the node's networks in which an address lies. */
export function networkWith(cidrs: readonly Cidr[], address: Address): Cidr | undefined {
  return cidrs.find((cidr) => contains(cidr, address));
}

/** Whether one of the node's own addresses is this one. */
export function isOwn(cidrs: readonly Cidr[], address: Address): boolean {
  return cidrs.some((cidr) => cidr.address === address.text);
}

/** What in the `network` section does not fit together; paths as in the answer file. */
export function networkProblems(network: Addressing): Problem[] {
  const cidrs = staticCidrs(network);
  const single = cidrs.length === 1;
  return [
    ...cidrs.flatMap((cidr, index) =>
      hostProblems(cidr, single ? 'network.address' : `network.address[${index}]`),
    ),
    ...duplicates(cidrs),
    ...gatewayProblems(network, cidrs),
    ...network.dns.flatMap((server, index) =>
      nameServerProblems(server, `network.dns[${index}]`, network, cidrs),
    ),
    ...bondProblems(network),
    ...mtuProblems(network, cidrs),
  ];
}

/**
 * Whether an address with its prefix length can be a host's: neither the network's own nor its broadcast
 * address, nor a special one. Link-local is a host's address, so it is let through.
 */
export function hostProblems(cidr: Cidr, path: string): Problem[] {
  const kind = specialKind({ family: cidr.family, text: cidr.address });
  if (kind !== undefined && kind !== 'link-local') {
    return [error('network.special-address', path, { address: cidr.address, kind })];
  }
  const reserved = reservedIn(cidr);
  if (reserved === undefined) return [];
  const code = reserved === 'network' ? 'network.is-network' : 'network.is-broadcast';
  return [error(code, path, { address: cidr.address, network: networkOf(cidr) })];
}

function duplicates(cidrs: readonly Cidr[]): Problem[] {
  return cidrs.flatMap(({ address }, index) =>
    cidrs.findIndex((cidr) => cidr.address === address) < index
      ? [error('network.duplicate-address', `network.address[${index}]`, { address })]
      : [],
  );
}

function gatewayProblems(network: Addressing, cidrs: readonly Cidr[]): Problem[] {
  const gateways = network.gateway.flatMap((written) => parseAddress(written) ?? []);
  const path = (index: number) => (gateways.length === 1 ? 'network.gateway' : `network.gateway[${index}]`);
  const [first] = gateways;
  if (network.address.method === 'dhcp')
    return first ? [warning('network.dhcp-gateway', 'network.gateway')] : [];
  return gateways.flatMap((gateway, index) => {
    const isSecond = gateways.findIndex((other) => other.family === gateway.family) < index;
    const args = { gateway: gateway.text, family: gateway.family };
    return isSecond
      ? [error('network.two-gateways', path(index), args)]
      : routerProblems(gateway, cidrs, path(index));
  });
}

/**
 * A gateway must be reachable without a gateway: inside a network of the node, or on the link anyway, as
 * link-local addresses are (RFC 3927 2.6.2, RFC 4861 6.1.2), and as everything is for a host alone in its
 * /32 or /128.
 */
function routerProblems(gateway: Address, cidrs: readonly Cidr[], path: string): Problem[] {
  const family = cidrs.filter((cidr) => cidr.family === gateway.family);
  const args = { gateway: gateway.text, family: gateway.family };
  const [main] = family;
  if (!main) return [error('network.gateway-family', path, args)];
  if (isOwn(family, gateway)) return [error('network.gateway-is-host', path, args)];
  const kind = specialKind(gateway);
  if (kind !== undefined && kind !== 'link-local') {
    return [error('network.special-address', path, { address: gateway.text, kind })];
  }
  const around = networkWith(family, gateway);
  if (kind === 'link-local' && !around) return [];
  // The first address of an IPv6 network is the router's anycast address (RFC 4291 2.6.1): a gateway may be it.
  if (around) return gateway.family === 6 ? [] : hostProblems({ ...around, address: gateway.text }, path);
  const alone = family.some((cidr) => cidr.prefix === (cidr.family === 4 ? 32 : 128));
  return alone ? [] : [error('network.gateway-outside', path, { ...args, network: networkOf(main) })];
}

function nameServerProblems(
  server: string,
  path: string,
  network: Addressing,
  cidrs: readonly Cidr[],
): Problem[] {
  const address = parseAddress(server);
  if (!address) return [];
  const kind = specialKind(address);
  // A name server on the node itself (127.0.0.53) or on the link (fe80::1, 169.254.169.253) is usual.
  if (kind === 'loopback' || kind === 'link-local') return [];
  if (kind !== undefined) return [error('network.special-address', path, { address: server, kind })];
  const around = networkWith(cidrs, address);
  if (around) return around.family === 6 ? [] : hostProblems({ ...around, address: server }, path);
  if (isReachable(address, network)) return [];
  return [error('network.dns-unreachable', path, { server, family: address.family })];
}

/** Whether the node has a way to an address: its network, or a gateway of its family; DHCP may bring one. */
export function isReachable(address: Address, network: Addressing): boolean {
  if (network.address.method === 'dhcp' || networkWith(staticCidrs(network), address)) return true;
  return network.gateway.some((gateway) => parseAddress(gateway)?.family === address.family);
}

function mtuProblems({ mtu }: Addressing, cidrs: readonly Cidr[]): Problem[] {
  const tooSmall = mtu !== undefined && mtu < 1280 && cidrs.some((cidr) => cidr.family === 6);
  return tooSmall ? [error('network.mtu-ipv6', 'network.mtu', { mtu })] : [];
}
