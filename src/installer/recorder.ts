import { join } from 'node:path';
import { within } from '../deadline.ts';
import { probeDisks } from '../disk/probe.ts';
import { CommandFailed, type Machine } from '../machine.ts';
import { probeLinks } from '../network/probe.ts';
import { type Problem, warning } from '../problem.ts';
import { ANSWERS_LABEL } from './answer-source.ts';
import { answersVolume, onVolume } from './answers-volume.ts';
import { probeDmi } from './dmi.ts';
import type { Inventory } from './inventory.ts';
import { RECORDED } from './journal.ts';
import { stampedName } from './machine-name.ts';
import { LOG, RUN, UNDO } from './steps/places.ts';

/** Where the log of an installation that failed is: in memory, and on a volume or why on none. */
export type Recorded = {
  readonly folder: string;
  readonly volume?: { readonly device: string; readonly folder: string };
  readonly problem?: Problem;
};

/** What a log is named after, and where it could go. */
export type Surroundings = Pick<Inventory, 'dmi' | 'links' | 'disks'>;

type World = {
  readonly machine: Machine;
  /** Looks at the machine once more: a stick may have come meanwhile, or been mounted. */
  readonly look?: (machine: Machine) => Promise<Surroundings>;
  readonly now?: Date;
};

/** A disk that has just failed may make any look at the disks hang. */
const SECONDS = 90;

/** This machine without asking its disks for their health, which may be what failed. */
async function lookAround(machine: Machine): Promise<Surroundings> {
  const [{ disks }, links, dmi] = await Promise.all([
    probeDisks({ machine }),
    probeLinks({ machine }).then(
      (found) => found.links,
      () => [],
    ),
    probeDmi({ machine }),
  ]);
  return { disks, links, dmi };
}

/**
 * Keeps the log of a failed installation on the volume labelled COS-ANSWERS, where there is one. It never
 * rejects: what went wrong before is the news.
 */
export async function keepLog(world: World): Promise<Recorded> {
  try {
    const kept = await within(SECONDS, () => keep(world));
    return typeof kept === 'symbol' ? notKept(`no answer within ${SECONDS} s`) : { folder: LOG, ...kept };
  } catch (cause) {
    return notKept(cause instanceof Error ? cause.message : String(cause));
  }
}

async function keep({ machine, look = lookAround, now = new Date() }: World): Promise<Partial<Recorded>> {
  const inventory = await look(machine);
  const volume = answersVolume(inventory);
  if (!volume) return { problem: warning('log.no-volume', '', { label: ANSWERS_LABEL }) };
  const folder = stampedName('cos-log', inventory, now);
  await onVolume(volume, machine, async (at) => {
    for (const { name, text } of await recordedFiles(LOG, machine))
      await machine.writeFile(join(at, folder, name), text, 0o600);
    await copyUndoFiles(machine, join(at, folder));
  });
  return { volume: { device: volume.device, folder } };
}

/** What `restore-table` needs, also after the machine was switched off. A volume that is too small has the log at least. */
async function copyUndoFiles(machine: Machine, folder: string): Promise<void> {
  const named = ['-maxdepth', '1', '-type', 'f', '-name', `${UNDO}*`];
  try {
    const { stdout } = await machine.run(['find', RUN, ...named]);
    const files = stdout.split('\n').filter((file) => file !== '');
    if (files.length > 0) await machine.run(['cp', ...files, `${folder}/`]);
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
  }
}

function notKept(reason: string): Recorded {
  return { folder: LOG, problem: warning('log.not-kept', '', { label: ANSWERS_LABEL, reason }) };
}

/** The files of a log folder, by name: what else lies there is not for everybody. */
export async function recordedFiles(folder: string, machine: Pick<Machine, 'readText'>) {
  const files: { readonly name: string; readonly text: string }[] = [];
  for (const name of RECORDED) {
    const text = await machine.readText(join(folder, name));
    if (text !== undefined) files.push({ name, text });
  }
  return files;
}
