import { z } from 'zod';
import { CommandFailed, type Machine } from '../machine.ts';
import { pause } from '../pause.ts';
import { type ManagedLink, managedLinks } from './managed.ts';
import { isTrialFile } from './trial-files.ts';
import {
  type NetworkState,
  networkState,
  networkStateSchema,
  stateOf,
  withoutLeases,
} from './trial-state.ts';

/** What is noted before anything is changed, for whoever takes it back: also the next start after a kill. */
export const trialNoteSchema = z.object({
  files: z.array(z.string()),
  netdevs: z.array(z.string()),
  before: networkStateSchema,
});
export type TrialNote = z.output<typeof trialNoteSchema>;

/** Seconds in which networkd goes back to the live system's own settings. */
const SECONDS = 30;
const LIMIT = { timeoutSeconds: 15 };
const BUSY = ['pending', 'initialized', 'configuring'];

/**
 * Takes a trial back: its files and devices go, networkd follows the live system's files again, and what the
 * cards had beside them (an address set by hand) is put back. Nothing ends it early.
 * @returns what is not as it was, in words of ip(8): nothing, if all went well.
 */
export async function rollBack(machine: Machine, { files, netdevs, before }: TrialNote): Promise<string[]> {
  const touched = (await links(machine))
    .filter(({ file }) => file !== undefined && isTrialFile(file))
    .map(({ name }) => name)
    .filter((name) => !netdevs.includes(name));
  await machine.run(['rm', '--force', ...files], LIMIT);
  await attempt(machine, ['networkctl', 'reload']);
  const there = new Set((await networkState(machine)).devices.map(({ name }) => name));
  for (const name of netdevs.filter((one) => there.has(one)))
    await attempt(machine, ['ip', 'link', 'delete', 'dev', name]);
  const cards = touched.filter((name) => there.has(name));
  // A card that a bond or bridge held was let go after networkd had looked at it.
  if (netdevs.length > 0 && cards.length > 0) await attempt(machine, ['networkctl', 'reconfigure', ...cards]);
  await settled(machine, cards);
  for (const argv of await missing(machine, before, cards)) await attempt(machine, argv);
  return (await missing(machine, before, cards)).map((argv) => argv.slice(1).join(' '));
}

/** Waits until networkd is done with the cards; one that hangs is judged as it is. */
async function settled(machine: Machine, cards: readonly string[]): Promise<void> {
  const until = performance.now() + SECONDS * 1000;
  while (performance.now() < until) {
    const mine = (await links(machine)).filter(({ name }) => cards.includes(name));
    const waits = mine.some(
      ({ setup, file }) => BUSY.includes(setup) || (file !== undefined && isTrialFile(file)),
    );
    if (!waits) return;
    await pause(0.2);
  }
}

type Argv = readonly [string, ...string[]];

/** The commands that are still missing between the state before and the one now. */
async function missing(machine: Machine, before: NetworkState, cards: readonly string[]): Promise<Argv[]> {
  const now = await networkState(machine);
  const [was, is] = [before, now].map((state) => withoutLeases(stateOf(state, cards), now));
  return was && is ? corrections(was, is) : [];
}

/** The commands that make `is` what `was` was. Addresses first: routes go through them. */
function corrections(was: NetworkState, is: NetworkState): Argv[] {
  const now = new Map(is.devices.map((device) => [device.name, device]));
  const ofDevices = was.devices.flatMap(({ name, up, addresses }): Argv[] => {
    const device = now.get(name);
    const has = (list: typeof addresses = [], cidr: string) => list.some((one) => one.cidr === cidr);
    return [
      ...(up === device?.up ? [] : [['ip', 'link', 'set', 'dev', name, up ? 'up' : 'down'] as const]),
      ...(device?.addresses ?? [])
        .filter(({ cidr }) => !has(addresses, cidr))
        .map(({ cidr }) => ['ip', 'address', 'delete', cidr, 'dev', name] as const),
      ...addresses
        .filter(({ cidr }) => !has(device?.addresses, cidr))
        .map(({ words }) => ['ip', 'address', 'add', ...words, 'dev', name] as const),
    ];
  });
  const route = (does: 'add' | 'delete') => (one: NetworkState['routes'][number]) =>
    ['ip', one.family, 'route', does, ...one.line.split(/\s+/)] as const;
  const others = (of: NetworkState, than: NetworkState) =>
    of.routes.filter(({ line }) => !than.routes.some((one) => one.line === line));
  return [...ofDevices, ...others(is, was).map(route('delete')), ...others(was, is).map(route('add'))];
}

async function links(machine: Machine): Promise<ManagedLink[]> {
  try {
    return await managedLinks(machine);
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return [];
  }
}

/** What fails shows in what is different at the end. */
async function attempt(machine: Machine, argv: Argv): Promise<void> {
  try {
    await machine.run(argv, LIMIT);
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
  }
}
