import { z } from 'zod';
import { within } from '../deadline.ts';
import { CommandFailed, type Machine } from '../machine.ts';
import type { Disk, Health } from './disk.ts';
import { healthIn, smartctlCommand } from './smartctl.ts';

/** For all disks together: one that sleeps needs some 10 s to spin up. */
const SECONDS = 20;
/** Programs at a time. */
const AT_ONCE = 16;
/** They know no SMART. */
const SILENT: readonly Disk['bus'][] = ['virtio', 'mmc'];

type Options = {
  /** Disks that were asked before; they are not asked again. */
  readonly known?: readonly Disk[] | undefined;
  readonly seconds?: number;
};

/**
 * The same disks with what they say of their health, which is nothing where disk or bus know no SMART, or there
 * is no smartctl. One that does not answer in time is left alone, and that is said in its place.
 */
export async function withHealth(
  machine: Pick<Machine, 'run'>,
  disks: readonly Disk[],
  { known = [], seconds = SECONDS }: Options = {},
): Promise<Disk[]> {
  const before = new Map(known.map((disk) => [identity(disk), disk.health]));
  const silence: Health = { unknown: `smartctl gave no answer within ${seconds} s` };
  const asked = disks.filter((disk) => canAnswer(disk) && !before.has(identity(disk)));
  const found = new Map<Disk, Health | undefined>(asked.map((disk) => [disk, silence]));
  const queue = asked.values();
  const askOn = async (signal: AbortSignal) => {
    for (const disk of queue) {
      const health = await ask(machine, disk, signal);
      if (signal.aborted) return;
      found.set(disk, health);
    }
  };
  await within(seconds, (signal) => Promise.all(Array.from({ length: AT_ONCE }, () => askOn(signal))));
  return disks.map((disk) => {
    const health = found.get(disk) ?? before.get(identity(disk));
    return health ? { ...disk, health } : disk;
  });
}

/** What could not be found out, a line each. */
export function healthFindings(disks: readonly Disk[]): string[] {
  return disks.flatMap(({ path, health }) =>
    health?.unknown ? [`health of ${path}: ${health.unknown}`] : [],
  );
}

/** The medium is no target, and many a bridge of a stick does not like to be asked. */
function canAnswer({ type, bus, is_medium }: Disk): boolean {
  return type === 'disk' && !SILENT.includes(bus) && !is_medium;
}

function identity({ path, serial, wwn, bytes }: Disk): string {
  return JSON.stringify([path, serial, wwn, bytes]);
}

async function ask(
  machine: Pick<Machine, 'run'>,
  disk: Disk,
  signal: AbortSignal,
): Promise<Health | undefined> {
  const json = await outputOf(machine, smartctlCommand(disk), signal);
  if (json.trim() === '') return undefined;
  try {
    return healthIn(json);
  } catch (cause) {
    if (cause instanceof z.ZodError || cause instanceof SyntaxError)
      return { unknown: 'smartctl printed something else than its JSON' };
    throw cause;
  }
}

/** The bits of smartctl's exit code say what the JSON says, too. */
async function outputOf(
  machine: Pick<Machine, 'run'>,
  command: readonly [string, ...string[]],
  signal: AbortSignal,
): Promise<string> {
  try {
    return (await machine.run(command, { signal })).stdout;
  } catch (cause) {
    if (cause instanceof CommandFailed) return cause.stdout;
    throw cause;
  }
}
