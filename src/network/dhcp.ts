import { CommandFailed, type Machine } from '../machine.ts';
import { readAttribute } from '../sysfs.ts';
import { type Heard, listen } from './dhcp-listen.ts';
import type { DhcpOffer } from './dhcp-offer.ts';
import type { Link } from './link.ts';
import { withoutNewLinkLocals } from './link-local.ts';
import { printable } from './printable.ts';
import type { RouterAdvertisement } from './router-advertisement.ts';

/** Seconds that one attempt takes at most. */
export const DHCP_SECONDS = 10;

type Router = { readonly router?: RouterAdvertisement | undefined };

export type DhcpOutcome =
  /** The offer that came first. */
  | ({
      readonly result: 'offer';
      /** What other servers offer: one of them may have no business there. */
      readonly others?: readonly DhcpOffer[] | undefined;
      /** An offer of another server whose address no host can have. */
      readonly unusable?: string | undefined;
    } & DhcpOffer &
      Router)
  /** No server answered within `seconds`. */
  | ({ readonly result: 'none'; readonly seconds: number } & Router)
  | { readonly result: 'no-carrier' }
  | { readonly result: 'cancelled' }
  /** Another console is asking. */
  | { readonly result: 'busy' }
  /** `reason` is printable: what the client said, or what the server offered for an address. */
  | ({ readonly result: 'failed'; readonly reason: string } & Router);

export type DhcpOptions = {
  /** Seconds for the whole attempt, also for the card to see its carrier. */
  readonly seconds?: number;
  /** Ends the attempt at once. */
  readonly signal?: AbortSignal;
  /** Called with the first offer, and whatever is heard behind it, while the attempt goes on. */
  readonly onOffer?: (outcome: DhcpOutcome) => void;
};

type Card = { readonly machine: Machine; readonly name: string };

const LONGEST_REASON = 160;
const IFF_UP = 1;

/**
 * Asks on one card for DHCP offers (IPv4), of every server that answers in time, and for the router of IPv6. It
 * takes nothing: no lease, no address, no route; a card that was down is down again afterwards. What the
 * network does is an outcome, never an exception.
 */
export async function tryDhcp(
  machine: Machine,
  link: Pick<Link, 'name'>,
  { seconds = DHCP_SECONDS, signal, onOffer }: DhcpOptions = {},
): Promise<DhcpOutcome> {
  const card = { machine, name: link.name };
  const wasUp = await isUp(card);
  if (signal?.aborted) return { result: 'cancelled' };
  if (wasUp && !(await hasCarrier(card))) return { result: 'no-carrier' };
  const deadline = AbortSignal.timeout(seconds * 1000);
  const heard: Heard = { offers: [] };
  const onNews = () => void (heard.offers.length > 0 && onOffer?.(outcomeOf(heard)));
  try {
    const stop = AbortSignal.any([deadline, ...(signal ? [signal] : [])]);
    await setUpAndListen(card, heard, { signal: stop, onNews });
  } catch (cause) {
    if (signal?.aborted) return { result: 'cancelled' };
    if (deadline.aborted)
      return outcomeOf(
        heard,
        (await hasCarrier(card)) ? { result: 'none', seconds } : { result: 'no-carrier' },
      );
    if (cause instanceof CommandFailed) return outcomeOf(heard, failed(cause.message));
    throw cause;
  } finally {
    if (!wasUp) await setDown(card);
  }
  return outcomeOf(heard);
}

async function setUpAndListen(
  { machine, name }: Card,
  heard: Heard,
  options: Parameters<typeof listen>[3],
): Promise<void> {
  await machine.run(['ip', 'link', 'set', 'dev', name, 'up'], { signal: options.signal });
  await withoutNewLinkLocals(machine, name, () => listen(machine, name, heard, options));
}

function outcomeOf(heard: Heard, otherwise: DhcpOutcome = failed('dhcpcd: no offer')): DhcpOutcome {
  const { router, unusable } = heard;
  const [first, ...others] = heard.offers;
  const outcome = unusable === undefined ? otherwise : failed(unusable);
  const behind = router ? { router } : {};
  if (!first) return { ...outcome, ...behind };
  const more = others.length > 0 ? { others } : {};
  return { result: 'offer', ...first, ...more, ...(unusable ? { unusable } : {}), ...behind };
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
