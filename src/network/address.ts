import { Address4, Address6, AddressError } from 'ip-address';

/** An IP address in its canonical spelling (RFC 5952 for IPv6). */
export type Address = { readonly family: 4 | 6; readonly text: string };
/** An interface's address with its prefix length: the host bits are kept. */
export type Cidr = { readonly family: 4 | 6; readonly address: string; readonly prefix: number };

/** Reads an IPv4 or IPv6 address without prefix length; undefined when it is none. */
export function parseAddress(text: string): Address | undefined {
  if (text.includes('/') || text.includes('%')) return undefined;
  const parsed = parse(text);
  return parsed && { family: familyOf(parsed), text: parsed.correctForm() };
}

/** Reads `192.168.1.10/24` or `2001:db8::10/64`; undefined when it is none or has no prefix length. */
export function parseCidr(text: string): Cidr | undefined {
  if (!text.includes('/') || text.includes('%')) return undefined;
  const parsed = parse(text);
  return parsed && { family: familyOf(parsed), address: parsed.correctForm(), prefix: parsed.subnetMask };
}

/** `192.168.1.10/24`, as networkd, ip and cloud-init write it. */
export function formatCidr(cidr: Cidr): string {
  return `${cidr.address}/${cidr.prefix}`;
}

/** The network an interface address lies in: `192.168.1.0/24` for `192.168.1.10/24`. */
export function networkOf(cidr: Cidr): string {
  return `${numeric(cidr).startAddress().correctForm()}/${cidr.prefix}`;
}

/** Whether an address lies in the network of an interface address. */
export function contains(cidr: Cidr, address: Address): boolean {
  const candidate = parse(address.text);
  return cidr.family === address.family && candidate !== undefined && candidate.isInSubnet(numeric(cidr));
}

/** Whether two networks share an address. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return (
    contains(a, { family: b.family, text: b.address }) || contains(b, { family: a.family, text: a.address })
  );
}

/**
 * Why an interface cannot have this address: the network's own address or its broadcast address. A /31
 * (RFC 3021) and a /32 have neither; IPv6 has no broadcast, its first address is the subnet-router
 * anycast address (RFC 4291 2.6.1), which a /127 (RFC 6164) and a /128 do not have.
 */
export function reservedIn(cidr: Cidr): 'network' | 'broadcast' | undefined {
  const bits = cidr.family === 4 ? 32 : 128;
  if (cidr.prefix >= bits - 1) return undefined;
  const network = numeric(cidr);
  if (network.startAddress().correctForm() === cidr.address) return 'network';
  return cidr.family === 4 && network.endAddress().correctForm() === cidr.address ? 'broadcast' : undefined;
}

/** What kind of address this is, where that kind cannot name another machine (or only on one link). */
export type SpecialKind = 'unspecified' | 'loopback' | 'multicast' | 'broadcast' | 'link-local' | 'reserved';

/** The special kind of an address, or undefined for one that can name a machine. RFC 6890, RFC 4291. */
export function specialKind(address: Address): SpecialKind | undefined {
  const parsed = parse(address.text);
  if (!parsed) return undefined;
  // An IPv4 address in IPv6 spelling is no address of the network, whatever the one in it is.
  if (parsed instanceof Address6 && parsed.isMapped4()) return 'reserved';
  if (parsed.isUnspecified()) return 'unspecified';
  if (parsed.isLoopback()) return 'loopback';
  if (parsed.isMulticast()) return 'multicast';
  if (parsed.isLinkLocal()) return 'link-local';
  if (!(parsed instanceof Address4)) return undefined;
  if (parsed.isBroadcast()) return 'broadcast';
  return address.text.startsWith('0.') || parsed.isReserved() ? 'reserved' : undefined;
}

/** The address `steps` further, or undefined past the end of the address space. */
export function neighbour(address: Address, steps: number): Address | undefined {
  const parsed = parse(address.text);
  if (!parsed) return undefined;
  try {
    return { family: address.family, text: parsed.offset(steps).correctForm() };
  } catch (cause) {
    if (cause instanceof AddressError) return undefined;
    throw cause;
  }
}

/** Orders addresses of one family: negative when `a` is the lower one. */
export function compareAddresses(a: Address, b: Address): number {
  const difference = (parse(a.text)?.bigInt() ?? 0n) - (parse(b.text)?.bigInt() ?? 0n);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** How many addresses lie from `a` to `b`, both counted; 0 when `b` is the lower one. */
export function countAddresses(a: Address, b: Address): number {
  const steps = (parse(b.text)?.bigInt() ?? 0n) - (parse(a.text)?.bigInt() ?? 0n) + 1n;
  return steps > 0n ? Number(steps) : 0;
}

function parse(text: string): Address4 | Address6 | undefined {
  try {
    return text.includes(':') ? new Address6(text) : new Address4(text);
  } catch (cause) {
    if (cause instanceof AddressError) return undefined;
    throw cause;
  }
}

function numeric(cidr: Cidr): Address4 | Address6 {
  return cidr.family === 4 ? new Address4(formatCidr(cidr)) : new Address6(formatCidr(cidr));
}

function familyOf(parsed: Address4 | Address6): 4 | 6 {
  return parsed instanceof Address4 ? 4 : 6;
}
