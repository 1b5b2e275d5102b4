import { join } from 'node:path';
import { allContents } from '../disk/contents.ts';
import type { Machine } from '../machine.ts';
import { startLiveNetwork } from '../network/live-network.ts';
import { error, ProblemError } from '../problem.ts';
import { type Fetching, fetchAnswers } from './answers-by-url.ts';
import { bootWord } from './boot-words.ts';
import type { NodeChoice } from './fleet/node.ts';
import type { Inventory } from './inventory.ts';
import { RUN } from './steps/places.ts';
import { isUrl, urlCandidates } from './url-candidates.ts';
import { urlOptions } from './url-options.ts';

export type Tried = { readonly source: string; readonly found: boolean };
export type AnswerSource = {
  readonly name: string;
  readonly text: string;
  /** Of a fleet file: the node that this machine is. */
  readonly node?: NodeChoice;
};
export type Search = { readonly tried: readonly Tried[]; readonly source?: AnswerSource };

/** Where to say what is tried, and what ends it. */
type Told = Omit<Fetching, 'machine'>;

/** Label of a volume (partition, stick, second CD) that carries answers. */
export const ANSWERS_LABEL = 'COS-ANSWERS';
/** Where that volume is mounted, read-only, for the search; it stays mounted. */
export const MOUNTED_AT = `${RUN}/answers`;

/** File names that belong to this machine, best first: its serial number, each card's address, the default. */
export function candidateNames(inventory: Pick<Inventory, 'dmi' | 'links'>): string[] {
  const { serial } = inventory.dmi;
  const macs = inventory.links.filter((l) => l.kind === 'physical').map((l) => l.permanent_mac ?? l.mac);
  // A FAT volume cannot hold a name with colons.
  const ofCards = macs.map((mac) => mac.toLowerCase()).flatMap((mac) => [mac, mac.replaceAll(':', '-')]);
  const safe = serial === undefined || serial.includes('/') ? [] : [`${serial}.yaml`];
  return [...safe, ...ofCards.map((name) => `${name}.yaml`), 'fleet.yaml', 'default.yaml'];
}

/**
 * Looks for the answer file, in the documented order: `cos.answers=`, then `/answers` on the medium by
 * serial number, by MAC address, `fleet.yaml`, `default.yaml`, then the same names on a volume labelled
 * COS-ANSWERS. A `cos.answers=` that cannot be read ends the search: another file is not what was meant.
 */
export async function findAnswers(
  machine: Machine,
  inventory: Inventory,
  told: Told = { say: () => {} },
): Promise<Search> {
  const named = bootWord((await machine.readText('/proc/cmdline')) ?? '', 'cos.answers');
  const medium = inventory.medium?.mount_point;
  if (named !== undefined && isUrl(named))
    return { tried: [], source: await answersAt(named, 'cos.answers', { machine, inventory, ...told }) };
  if (named !== undefined) return namedSource(machine, named, medium);
  const names = candidateNames(inventory);
  const first =
    medium === undefined ? { tried: [] } : await searchFolder(machine, join(medium, 'answers'), names);
  if (first.source) return first;
  const volume = await mountVolume(machine, inventory);
  if (volume === undefined) {
    return { tried: [...first.tried, { source: `volume ${ANSWERS_LABEL}`, found: false }] };
  }
  const second = await searchFolder(machine, volume, names);
  return { ...second, tried: [...first.tried, ...second.tried] };
}

/**
 * The answer file at a web address, with what the kernel's command line says about how to get it; brings the
 * network of the live system up for that. @throws ProblemError when it cannot be had.
 */
export async function answersAt(
  address: string,
  word: string,
  { machine, inventory, ...told }: Told & { readonly machine: Machine; readonly inventory: Inventory },
): Promise<AnswerSource> {
  const commandLine = (await machine.readText('/proc/cmdline')) ?? '';
  const options = await urlOptions(machine, commandLine, inventory.medium?.mount_point);
  const candidates = urlCandidates(address, inventory, word);
  const failed = await startLiveNetwork(machine);
  if (failed !== undefined) told.say(`answers: ${failed}`);
  return fetchAnswers(candidates, options, word, { machine, ...told });
}

async function namedSource(machine: Machine, named: string, medium: string | undefined): Promise<Search> {
  // The rest of it may hold a password.
  const [scheme] = /^\w+:\/\//.exec(named) ?? [];
  if (scheme !== undefined)
    throw new ProblemError(error('answers.source-unsupported', 'cos.answers', { source: `${scheme}…` }));
  const path = medium === undefined ? named : join(medium, named);
  const text = await machine.readText(path);
  const tried = [{ source: `cos.answers=${named}`, found: text !== undefined }];
  return text === undefined ? { tried } : { tried, source: { name: path, text } };
}

async function searchFolder(machine: Machine, folder: string, names: readonly string[]): Promise<Search> {
  const tried: Tried[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const text = await machine.readText(path);
    tried.push({ source: path, found: text !== undefined });
    if (text !== undefined) return { tried, source: { name: path, text } };
  }
  return { tried };
}

/** Mounts the volume read-only and unmounts nothing: it stays for the rest of the live system's life. */
async function mountVolume(machine: Machine, inventory: Inventory): Promise<string | undefined> {
  const device = inventory.disks
    .flatMap((disk) => [
      { path: disk.path, label: disk.label, mount_points: disk.mount_points },
      ...allContents(disk),
    ])
    .find((c) => c.label === ANSWERS_LABEL);
  if (!device) return undefined;
  const mounted = device.mount_points[0];
  if (mounted !== undefined) return mounted;
  await machine.run(['mount', '--mkdir', '--options', 'ro', device.path, MOUNTED_AT]);
  return MOUNTED_AT;
}

/** The lines that say what was tried. */
export function triedLines(tried: readonly Tried[]): string[] {
  return tried.map((t) => `answers: ${t.source}: ${t.found ? 'found' : 'not there'}`);
}
