import { CommandFailed, type Machine } from '../machine.ts';
import { readAttribute } from '../sysfs.ts';
import { readFields } from './dhcp-fields.ts';
import { type DhcpOffer, readOffer } from './dhcp-offer.ts';
import type { Link } from './link.ts';
import { printable } from './printable.ts';

/** Seconds that one attempt takes at most. */
export const DHCP_SECONDS = 10;

export type DhcpOutcome =
  | ({ readonly result: 'offer' } & DhcpOffer)
  /** No server answered within `seconds`. */
  | { readonly result: 'none'; readonly seconds: number }
  | { readonly result: 'no-carrier' }
  | { readonly result: 'cancelled' }
  /** Another console is asking. */
  | { readonly result: 'busy' }
  /** `reason` is printable: what the client said, or what the server offered for an address. */
  | { readonly result: 'failed'; readonly reason: string };

export type DhcpOptions = {
  /** Seconds for the whole attempt, also for the card to see its carrier. */
  readonly seconds?: number;
  /** Ends the attempt at once. */
  readonly signal?: AbortSignal;
};

type Card = { readonly machine: Machine; readonly name: string };

const LONGEST_REASON = 160;
const IFF_UP = 1;

/**
 * Asks once for a DHCP offer (IPv4) on one card and takes nothing: no lease, no address, no route; a card
 * that was down is down again afterwards. What the network does is an outcome, never an exception.
 */
export async function tryDhcp(
  machine: Machine,
  link: Pick<Link, 'name'>,
  { seconds = DHCP_SECONDS, signal }: DhcpOptions = {},
): Promise<DhcpOutcome> {
  const card = { machine, name: link.name };
  const wasUp = await isUp(card);
  if (signal?.aborted) return { result: 'cancelled' };
  if (wasUp && !(await hasCarrier(card))) return { result: 'no-carrier' };
  const deadline = AbortSignal.timeout(seconds * 1000);
  try {
    return outcomeOf(await ask(card, AbortSignal.any([deadline, ...(signal ? [signal] : [])])));
  } catch (cause) {
    if (signal?.aborted) return { result: 'cancelled' };
    if (deadline.aborted)
      return (await hasCarrier(card)) ? { result: 'none', seconds } : { result: 'no-carrier' };
    if (cause instanceof CommandFailed) return failed(cause.message);
    throw cause;
  } finally {
    if (!wasUp) await setDown(card);
  }
}

/**
 * What dhcpcd(8) prints about the first offer. `--test` makes it stop there, before a lease, and leave the
 * card and all files alone; the script is env(1), so that no shell sees what a server sent. dhcpcd waits for
 * the carrier itself, however long: its own `--timeout` is off, the signal ends it.
 */
async function ask({ machine, name }: Card, signal: AbortSignal): Promise<string> {
  await machine.run(['ip', 'link', 'set', 'dev', name, 'up'], { signal });
  const behaviour = ['--test', '--quiet', '--nobackground', '--ipv4only', '--noipv4ll', '--nodelay'];
  const settings = ['--config', '/dev/null', '--script', '/usr/bin/env', '--timeout', '0'];
  const wanted = ['--option', 'domain_name_servers,domain_name,domain_search,ntp_servers'];
  const { stdout } = await machine.run(['dhcpcd', ...behaviour, ...settings, ...wanted, '--', name], {
    signal,
  });
  return stdout;
}

function outcomeOf(printed: string): DhcpOutcome {
  const fields = readFields(printed);
  if (fields === undefined) return failed('dhcpcd: no offer');
  const offer = readOffer(fields);
  if (offer !== undefined) return { result: 'offer', ...offer };
  const [address, mask] = [fields.get('ip_address'), fields.get('subnet_mask')];
  return failed(`ip_address: "${printable(address ?? '')}", subnet_mask: "${printable(mask ?? '')}"`);
}

function failed(reason: string): DhcpOutcome {
  return { result: 'failed', reason: printable(reason, LONGEST_REASON) };
}

async function isUp({ machine, name }: Card): Promise<boolean> {
  const flags = await readAttribute({ machine }, `/sys/class/net/${name}/flags`);
  return (Number(flags ?? 0) & IFF_UP) !== 0;
}

async function hasCarrier({ machine, name }: Card): Promise<boolean> {
  return (await readAttribute({ machine }, `/sys/class/net/${name}/carrier`)) === '1';
}

/** A card that cannot be set down any more has gone, and nothing is left of it. */
async function setDown({ machine, name }: Card): Promise<void> {
  try {
    await machine.run(['ip', 'link', 'set', 'dev', name, 'down']);
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
  }
}
