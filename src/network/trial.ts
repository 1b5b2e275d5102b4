import type { Machine } from '../machine.ts';
import { error, type Problem } from '../problem.ts';
import { parseCidr } from './address.ts';
import type { NetworkFile } from './files.ts';
import { managedLinks } from './managed.ts';
import { pause } from './pause.ts';
import { printable } from './printable.ts';
import { addressDevice, netdevsOf, trialFiles, withoutAddresses } from './trial-files.ts';
import { rollBack, type TrialNote, trialNoteSchema } from './trial-rollback.ts';
import { addressInfo, defaultGateways, networkState } from './trial-state.ts';

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
export type Applied = {
  readonly device: string;
  /** With prefix length; those of a lease too. */
  readonly addresses: readonly string[];
  /** Name servers and routers that are in force. */
  readonly dns: readonly string[];
  readonly gateways: readonly string[];
};

export type TrialEnd = {
  /** Absent where the settings took, or were not to be tried any more. */
  readonly problem?: Problem;
  readonly applied?: Applied;
  /** What is not as it was before, in words of ip(8). */
  readonly not_restored: readonly string[];
};

/** Seconds for a card, bond or bridge to see its carrier: LACP partners take their time. */
const CARRIER_SECONDS = 30;
/** Seconds for the addresses, with duplicate address detection or a lease. */
const SETTLE_SECONDS = 45;
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

async function hasCarrier(machine: Machine, device: string, signal: AbortSignal): Promise<boolean> {
  const until = performance.now() + CARRIER_SECONDS * 1000;
  for (;;) {
    const link = (await managedLinks(machine)).find(({ name }) => name === device);
    if (link && !['off', 'no-carrier', 'dormant'].includes(link.carrier) && link.setup === 'configured')
      return true;
    if (signal.aborted || performance.now() > until) return false;
    await pause(0.2, signal);
  }
}

/** The static addresses that the files give. */
function wantedOf(files: readonly NetworkFile[]): string[] {
  const all = files.flatMap(({ content }) => [...content.matchAll(/^Address=(.+)$/gm)]);
  return all.map(([, cidr = '']) => cidr);
}

type Settling = {
  readonly machine: Machine;
  readonly device: string;
  readonly wanted: readonly string[];
  readonly signal: AbortSignal;
};

/** Waits until the addresses are there and nobody else has them (RFC 4862 5.4), or a lease has come. */
async function settle({
  machine,
  device,
  wanted,
  signal,
}: Settling): Promise<Applied | { readonly duplicate: string } | { readonly reason: string }> {
  const until = performance.now() + SETTLE_SECONDS * 1000;
  for (;;) {
    const link = (await managedLinks(machine)).find(({ name }) => name === device);
    const found = (await addressInfo(machine)).find(({ name }) => name === device)?.addresses ?? [];
    const duplicate = found.find(({ dadfailed }) => dadfailed);
    if (duplicate?.local !== undefined) {
      // The kernel does not listen to others about an address that is on its own list.
      const cidr = `${duplicate.local}/${duplicate.prefixlen}`;
      await machine.run(['ip', 'address', 'delete', cidr, 'dev', device], LIMIT);
      return { duplicate: duplicate.local };
    }
    const usable = found.filter(({ tentative, dadfailed }) => !tentative && !dadfailed);
    const addresses = usable.flatMap(({ local, prefixlen, scope }) =>
      local === undefined || (scope !== 'global' && !isWanted(`${local}/${prefixlen}`, wanted))
        ? []
        : [`${local}/${prefixlen}`],
    );
    const missing = wanted.filter((cidr) => !isWanted(cidr, addresses));
    const isThere = missing.length === 0 && addresses.length > 0;
    if (link?.setup === 'configured' && isThere)
      return { device, addresses, dns: link.dns, gateways: await defaultGateways(machine, device) };
    if (signal.aborted || performance.now() > until) return { reason: whyNot(link?.setup, missing) };
    await pause(0.2, signal);
  }
}

function whyNot(setup = 'gone', missing: readonly string[]): string {
  return missing.length > 0 ? `${missing.join(', ')} is not there (${setup})` : `no lease (${setup})`;
}

function isWanted(cidr: string, wanted: readonly string[]): boolean {
  const parsed = parseCidr(cidr);
  return wanted.some((text) => {
    const one = parseCidr(text);
    return one !== undefined && one.address === parsed?.address && one.prefix === parsed.prefix;
  });
}
