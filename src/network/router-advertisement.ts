import { formatCidr, networkOf, parseAddress, parseCidr, specialKind } from './address.ts';
import { type DhcpFields, sieve } from './dhcp-fields.ts';
import { isHostName } from './fields.ts';

/** What an IPv6 router says of the network, as far as it is of use (RFC 4861 4.2). */
export type RouterAdvertisement = {
  /** Its link-local address. */
  readonly router: string;
  /** Networks on this cable. */
  readonly prefixes: readonly string[];
  /** Nodes make their own addresses (SLAAC, RFC 4862). */
  readonly autonomous: boolean;
  /** Addresses come by DHCPv6. */
  readonly managed: boolean;
  /** Other settings, such as name servers, come by DHCPv6. */
  readonly other: boolean;
  /** It is a way out; otherwise it only tells of the prefixes. */
  readonly is_default: boolean;
  readonly dns: readonly string[];
  readonly search: readonly string[];
};

/** As many prefixes are kept. */
const MOST_PREFIXES = 4;

/**
 * Makes it of dhcpcd's variables (`nd1_…`), none of it taken on trust. Undefined when it does not come from a
 * link-local address, as every router's does.
 */
export function readRouter(fields: DhcpFields): RouterAdvertisement | undefined {
  const router = parseAddress(fields.get('nd1_from') ?? '');
  if (router?.family !== 6 || specialKind(router) !== 'link-local') return undefined;
  const { values } = sieve(fields);
  const flags = fields.get('nd1_flags') ?? '';
  const prefixes = Array.from({ length: MOST_PREFIXES }, (_, at) => prefixIn(fields, at + 1));
  return {
    router: router.text,
    prefixes: prefixes.flatMap((one) => (one ? [one.prefix] : [])),
    autonomous: prefixes.some((one) => one?.autonomous),
    managed: flags.includes('M'),
    other: flags.includes('O'),
    is_default: Number(fields.get('nd1_lifetime')) > 0,
    dns: values('nd1_rdnss1_servers', serverAddress),
    search: values('nd1_dnssl1_search', (text) => (isHostName(text) ? text : undefined)),
  };
}

function prefixIn(fields: DhcpFields, number: number) {
  const key = `nd1_prefix_information${number}_`;
  const cidr = parseCidr(`${fields.get(`${key}prefix`)}/${fields.get(`${key}length`)}`);
  if (cidr?.family !== 6 || specialKind({ family: 6, text: cidr.address }) !== undefined) return undefined;
  const prefix = formatCidr(cidr);
  const autonomous = fields.get(`${key}flags`)?.includes('A') ?? false;
  return prefix === networkOf(cidr) ? { prefix, autonomous } : undefined;
}

function serverAddress(text: string): string | undefined {
  const address = parseAddress(text);
  const kind = address && specialKind(address);
  return address?.family === 6 && (kind === undefined || kind === 'link-local') ? address.text : undefined;
}
