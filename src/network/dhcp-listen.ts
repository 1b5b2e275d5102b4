import type { Machine } from '../machine.ts';
import type { DhcpFields } from './dhcp-fields.ts';
import { type DhcpOffer, readOffer, readServer } from './dhcp-offer.ts';
import { askNetwork, type Question } from './dhcpcd.ts';
import { printable } from './printable.ts';
import { type RouterAdvertisement, readRouter } from './router-advertisement.ts';

/** Servers that are listened to: a hostile one answers under any number of names. */
const MOST_SERVERS = 4;

/** What was heard so far. */
export type Heard = {
  /** One of each server, in the order they came. */
  readonly offers: DhcpOffer[];
  /** What the first server offered whose address no host can have, printable. */
  unusable?: string;
  router?: RouterAdvertisement;
};

/**
 * Asks again and again, each time without the servers that answered, until there is nothing more to hear or
 * `signal` ends it; both leave in `heard` what came. `onNews` is called while it goes on.
 * @throws CommandFailed when dhcpcd fails, or was ended.
 */
export async function listen(
  machine: Pick<Machine, 'run'>,
  card: string,
  heard: Heard,
  { signal, onNews }: { readonly signal: AbortSignal; readonly onNews: () => void },
): Promise<void> {
  const servers = new Set<string>();
  const open = { ipv4: true, ipv6: true };
  while (open.ipv4 || open.ipv6) {
    const question: Question = { family: familyOf(open), without: [...servers] };
    const fields = await askNetwork(machine, card, question, signal);
    const family = fields?.get('protocol') === 'ra' ? 'ipv6' : 'ipv4';
    if (fields === undefined || !open[family]) return;
    const before = partsOf(heard);
    if (family === 'ipv6') open.ipv6 = hearRouter(fields, heard);
    else open.ipv4 = hearServer(fields, heard, servers);
    if (partsOf(heard) > before && (open.ipv4 || open.ipv6)) onNews();
  }
}

function partsOf({ offers, router, unusable }: Heard): number {
  return offers.length + [router, unusable].filter((one) => one !== undefined).length;
}

function familyOf({ ipv4, ipv6 }: { readonly ipv4: boolean; readonly ipv6: boolean }): Question['family'] {
  if (ipv4 && ipv6) return 'both';
  return ipv4 ? 'ipv4' : 'ipv6';
}

/** One router is enough: others cannot be told apart by asking. */
function hearRouter(fields: DhcpFields, heard: Heard): false {
  const router = readRouter(fields);
  if (router) heard.router = router;
  return false;
}

/** @returns whether others can be asked: not behind a server that has no name, or that goes on under its old one. */
function hearServer(fields: DhcpFields, heard: Heard, servers: Set<string>): boolean {
  const server = readServer(fields);
  if (server !== undefined && servers.has(server)) return false;
  const offer = readOffer(fields);
  if (offer) heard.offers.push(offer);
  else heard.unusable ??= unusableAddress(fields);
  if (server === undefined) return false;
  servers.add(server);
  return servers.size < MOST_SERVERS;
}

function unusableAddress(fields: DhcpFields): string {
  const [address = '', mask = ''] = [fields.get('ip_address'), fields.get('subnet_mask')];
  return `ip_address: "${printable(address)}", subnet_mask: "${printable(mask)}"`;
}
