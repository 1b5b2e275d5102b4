import type { Machine } from '../machine.ts';
import { pause } from '../pause.ts';
import { parseCidr } from './address.ts';
import { type ManagedLink, managedLinks } from './managed.ts';
import { isTrialFile } from './trial-files.ts';
import { addressInfo, defaultGateways } from './trial-state.ts';

/** Settings that are in force. */
export type Applied = {
  readonly device: string;
  /** With prefix length; those of a lease too. */
  readonly addresses: readonly string[];
  /** Name servers and routers that are in force. */
  readonly dns: readonly string[];
  readonly gateways: readonly string[];
};

/** Seconds for a card, bond or bridge to see its carrier: LACP partners take their time. */
const CARRIER_SECONDS = 30;
/** Seconds for the addresses, with duplicate address detection or a lease. */
export const SETTLE_SECONDS = 45;

/** Waits until networkd has set a device up by a file of the trial, and it has a carrier. */
export async function hasCarrier(machine: Machine, device: string, signal: AbortSignal): Promise<boolean> {
  const until = performance.now() + CARRIER_SECONDS * 1000;
  for (;;) {
    const link = await linkOf(machine, device);
    if (isSetUp(link) && !['off', 'no-carrier', 'dormant'].includes(link.carrier)) return true;
    if (signal.aborted || performance.now() > until) return false;
    await pause(0.2, signal);
  }
}

async function linkOf(machine: Machine, device: string): Promise<ManagedLink | undefined> {
  return (await managedLinks(machine)).find(({ name }) => name === device);
}

/** Done, and not still by a file of the live system. */
function isSetUp(link: ManagedLink | undefined): link is ManagedLink {
  return link?.setup === 'configured' && link.file !== undefined && isTrialFile(link.file);
}

type Settling = {
  readonly machine: Machine;
  readonly device: string;
  /** Static addresses with prefix length; none: a lease is waited for. */
  readonly wanted: readonly string[];
  readonly signal: AbortSignal;
};
type Settled = Applied | { readonly duplicate: string } | { readonly reason: string };

/** Waits until the addresses are there and nobody else has them (RFC 4862 5.4), or a lease has come. */
export async function settle({ machine, device, wanted, signal }: Settling): Promise<Settled> {
  const until = performance.now() + SETTLE_SECONDS * 1000;
  for (;;) {
    const link = await linkOf(machine, device);
    const { addresses, duplicate } = await addressesOf(machine, device, wanted);
    if (duplicate !== undefined) return { duplicate };
    const missing = wanted.filter((cidr) => !isIn(cidr, addresses));
    if (isSetUp(link) && missing.length === 0 && addresses.length > 0)
      return { device, addresses, dns: link.dns, gateways: await defaultGateways(machine, device) };
    if (signal.aborted || performance.now() > until) return { reason: whyNot(link?.setup, missing) };
    await pause(0.2, signal);
  }
}

/** What can be used by now, and an address that somebody else has. */
async function addressesOf(machine: Machine, device: string, wanted: readonly string[]) {
  const found = (await addressInfo(machine)).find(({ name }) => name === device)?.addresses ?? [];
  const texts = found.flatMap(({ local, prefixlen, ...one }) =>
    local === undefined ? [] : [{ ...one, local, cidr: `${local}/${prefixlen}` }],
  );
  const taken = texts.find(({ dadfailed }) => dadfailed);
  // The kernel does not listen to others about an address that is on its own list.
  if (taken)
    await machine.run(['ip', 'address', 'delete', taken.cidr, 'dev', device], { timeoutSeconds: 15 });
  const usable = texts.filter(({ tentative, dadfailed }) => !tentative && !dadfailed);
  const addresses = usable
    .filter(({ scope, cidr }) => scope === 'global' || isIn(cidr, wanted))
    .map(({ cidr }) => cidr);
  return { addresses, duplicate: taken?.local };
}

function whyNot(setup = 'gone', missing: readonly string[]): string {
  return missing.length > 0 ? `${missing.join(', ')} is not there (${setup})` : `no lease (${setup})`;
}

function isIn(cidr: string, list: readonly string[]): boolean {
  const parsed = parseCidr(cidr);
  return list.some((text) => {
    const one = parseCidr(text);
    return one !== undefined && one.address === parsed?.address && one.prefix === parsed.prefix;
  });
}
