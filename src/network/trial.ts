import type { Machine } from '../machine.ts';
import { error, type Problem } from '../problem.ts';
import type { NetworkFile } from './files.ts';
import { managedLinks } from './managed.ts';
import { printable } from './printable.ts';
import { addressDevice, netdevsOf, trialFiles, withoutAddresses } from './trial-files.ts';
import { rollBack, type TrialNote, trialNoteSchema } from './trial-rollback.ts';
import { type Applied, hasCarrier, SETTLE_SECONDS, settle } from './trial-settle.ts';
import { networkState } from './trial-state.ts';

export type Trial = {
  readonly machine: Machine;
  /** The node's own files (`networkFiles`). */
  readonly files: readonly NetworkFile[];
  /** Name of the card. */
  readonly card: string;
  /** A file in memory that outlives this process: what has to be taken back. */
  readonly note: string;
  readonly signal: AbortSignal;
};

export type Stages = {
  /** Asked while the devices are there and have no address. @returns whether the addresses may be taken. */
  readonly before: (device: string) => Promise<boolean>;
  /** Another machine has this IPv6 address: the kernel asked before it used it (RFC 4862 5.4). */
  readonly duplicate: (device: string, address: string) => Promise<void>;
  /** Asked while the settings are in force. */
  readonly during: (applied: Applied) => Promise<void>;
};
export type TrialEnd = {
  /** Absent where the settings took, or were not to be tried any more. */
  readonly problem?: Problem;
  readonly applied?: Applied;
  /** What is not as it was before, in words of ip(8). */
  readonly not_restored: readonly string[];
};

const LIMIT = { timeoutSeconds: 15 };

/**
 * Tries the node's network files in the live system, and takes them back, whatever happens in between. What
 * the network does is part of the result.
 * @throws CommandFailed where this system has no systemd-networkd; what `stages` throw.
 */
export async function tryNetwork(trial: Trial, stages: Stages): Promise<TrialEnd> {
  const { machine, note } = trial;
  await managedLinks(machine);
  await takeBack(machine, note);
  const files = trialFiles(trial.files);
  const netdevs = netdevsOf(files);
  const before = await networkState(machine);
  const devices = before.devices.map(({ name }) => name);
  // What has such a name already is the live system's own.
  const made = netdevs.filter((name) => !devices.includes(name));
  const taken: TrialNote = { files: files.map(({ name }) => name), netdevs: made, before };
  await machine.writeFile(note, JSON.stringify(taken), 0o600);
  let end: Omit<TrialEnd, 'not_restored'> = {};
  let not_restored: readonly string[] = [];
  try {
    end = await stagesOf(trial, files, stages);
  } finally {
    not_restored = await takeBack(machine, note);
  }
  return { ...end, not_restored };
}

/** Takes back what `note` names, if there is such a file. @returns what is not as it was. */
export async function takeBack(machine: Machine, note: string): Promise<string[]> {
  const text = await machine.readText(note);
  if (text === undefined) return [];
  const left = await rollBack(machine, trialNoteSchema.parse(JSON.parse(text)));
  await machine.run(['rm', '--force', note], LIMIT);
  return left;
}

async function stagesOf(
  { machine, card, signal }: Trial,
  files: readonly NetworkFile[],
  { before, during, duplicate }: Stages,
): Promise<Omit<TrialEnd, 'not_restored'>> {
  const device = addressDevice(files, card);
  if (signal.aborted) return {};
  await apply(machine, files.map(withoutAddresses));
  if (!(await hasCarrier(machine, device, signal))) {
    if (signal.aborted) return {};
    return { problem: error('preflight.no-carrier', 'network.interface', { device }) };
  }
  if (!(await before(device)) || signal.aborted) return {};
  await apply(machine, files);
  const settled = await settle({ machine, device, wanted: wantedOf(files), signal });
  if (signal.aborted) return {};
  if ('duplicate' in settled) {
    await duplicate(device, settled.duplicate);
    return {};
  }
  if ('reason' in settled) {
    const args = { device, seconds: SETTLE_SECONDS, reason: printable(settled.reason) };
    return { problem: error('preflight.not-configured', 'network.address', args) };
  }
  await during(settled);
  return { applied: settled };
}

async function apply(machine: Machine, files: readonly NetworkFile[]): Promise<void> {
  for (const { name, content } of files) await machine.writeFile(name, content, 0o644);
  await machine.run(['networkctl', 'reload'], LIMIT);
}

/** The static addresses that the files give. */
function wantedOf(files: readonly NetworkFile[]): string[] {
  const all = files.flatMap(({ content }) => [...content.matchAll(/^Address=(.+)$/gm)]);
  return all.map(([, cidr = '']) => cidr);
}
