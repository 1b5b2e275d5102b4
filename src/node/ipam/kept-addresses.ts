import { z } from 'zod';
import type { Machine } from '../../machine.ts';

/** Which addresses were written into docker's files, by container. */
const PATH = '/var/lib/cos/kept-addresses.json';

const shape = z.record(z.string(), z.ipv4());
/** Addresses by the id of the container that is to get its own again. */
export type KeptAddresses = Readonly<Record<string, string>>;

/** What the last `reconcile` wrote; a damaged file counts as none. */
export async function readKept(machine: Pick<Machine, 'readText'>): Promise<KeptAddresses> {
  try {
    return shape.parse(JSON.parse((await machine.readText(PATH)) ?? '{}'));
  } catch {
    return {};
  }
}

/** Written before docker's files, so that an address of ours is never taken for one that a person set. */
export async function writeKept(machine: Machine, kept: KeptAddresses): Promise<void> {
  await machine.writeFile(PATH, `${JSON.stringify(kept, null, 2)}\n`, 0o600);
}
