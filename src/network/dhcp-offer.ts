import { type Cidr, formatCidr, networkOf, parseAddress, parseCidr, specialKind } from './address.ts';
import { type DhcpFields, sieve } from './dhcp-fields.ts';
import { isHostName } from './fields.ts';
import { hostProblems, networkProblems } from './rules.ts';

/** What a DHCP server offers, as far as it is of use. */
export type DhcpOffer = {
  /** Address with prefix length. */
  readonly address: string;
  readonly gateway?: string | undefined;
  readonly dns: readonly string[];
  readonly search: readonly string[];
  readonly ntp: readonly string[];
  /** Address of the server that made the offer. */
  readonly server?: string | undefined;
  /** 4294967295 is for ever (RFC 2131 3.3). */
  readonly lease_seconds?: number | undefined;
  /** What the server sent and nobody can use, one printable line for each DHCP option. */
  readonly dropped: readonly string[];
};

/**
 * Makes an offer of what a server sent (RFC 2131, RFC 2132). Nothing in it is taken on trust: values that
 * the rules of the answers refuse are dropped. Undefined when there is no address that a host can have.
 */
export function readOffer(fields: DhcpFields): DhcpOffer | undefined {
  const cidr = hostCidr(fields);
  if (cidr === undefined) return undefined;
  const { values, dropped } = sieve(fields);
  const search = fields.has('domain_search') ? 'domain_search' : 'domain_name';
  return {
    address: formatCidr(cidr),
    gateway: values('routers', (text) => gatewayOf(cidr, text))[0],
    dns: values('domain_name_servers', serverAddress),
    search: values(search, (text) => (isHostName(text) ? text : undefined)),
    ntp: values('ntp_servers', serverAddress),
    server: values('dhcp_server_identifier', serverAddress)[0],
    lease_seconds: values('dhcp_lease_time', seconds)[0],
    dropped: dropped(),
  };
}

/** The server that a message came from, by its own identifier (RFC 2132 9.7). */
export function readServer(fields: DhcpFields): string | undefined {
  return sieve(fields).values('dhcp_server_identifier', serverAddress)[0];
}

function hostCidr(fields: DhcpFields): Cidr | undefined {
  const cidr = parseCidr(`${fields.get('ip_address')}/${fields.get('subnet_cidr')}`);
  if (cidr?.family !== 4 || cidr.prefix < 1) return undefined;
  const mask = networkOf({ ...cidr, address: '255.255.255.255' }).split('/')[0];
  return fields.get('subnet_mask') === mask && hostProblems(cidr, '').length === 0 ? cidr : undefined;
}

function gatewayOf(cidr: Cidr, text: string): string | undefined {
  const gateway = parseAddress(text)?.text;
  if (gateway === undefined) return undefined;
  const address = { method: 'static', cidrs: [formatCidr(cidr)] } as const;
  const problems = networkProblems({ address, gateway: [gateway], dns: [], search: [] });
  return problems.length === 0 ? gateway : undefined;
}

function serverAddress(text: string): string | undefined {
  const address = parseAddress(text);
  const kind = address && specialKind(address);
  return kind === undefined || kind === 'link-local' ? address?.text : undefined;
}

function seconds(text: string): number | undefined {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return value > 0 ? value : undefined;
}
