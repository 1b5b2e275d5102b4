import { CommandFailed, type Machine } from '../machine.ts';
import { linkLocals } from './ip-addresses.ts';

/**
 * Does some work, and takes away the link-local IPv6 addresses that the card got meanwhile: to ask for a router
 * one is needed, and dhcpcd(8) leaves its own there.
 */
export async function withoutNewLinkLocals<T>(
  machine: Pick<Machine, 'run'>,
  card: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = await attempt(() => linkLocals(machine, card));
  try {
    return await work();
  } finally {
    const after = before ? await attempt(() => linkLocals(machine, card)) : undefined;
    for (const address of after?.filter((one) => !before?.includes(one)) ?? [])
      await attempt(() => machine.run(['ip', 'address', 'delete', address, 'dev', card]));
  }
}

/** A card that has gone has no addresses. */
async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CommandFailed) return undefined;
    throw cause;
  }
}
