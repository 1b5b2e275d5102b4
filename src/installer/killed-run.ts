import { z } from 'zod';
import { CommandFailed, type Machine, STARTED_BY } from '../machine.ts';
import { takeBack } from '../network/trial.ts';
import { type Problem, warning } from '../problem.ts';
import { MOUNTED_AT } from './answer-source.ts';
import { WRITTEN_AT } from './answers-volume.ts';
import { takeLock } from './console-lock.ts';
import { RUN, TRIAL_LOCK, TRIAL_NOTE, VERIFY_MAPPING } from './steps/places.ts';

/** What was cleared, in words, and what could not be. */
export type Cleared = { readonly line?: string; readonly problems: readonly Problem[] };
/** One thing that was left: what it is called, and the commands that clear it. */
type Left = { readonly name: string; readonly clear: readonly Argv[] };
type Argv = readonly [string, ...string[]];

/** The volume for answers: it stays mounted for the next search, and answers are saved without the lock. */
const KEPT_MOUNTS: readonly string[] = [MOUNTED_AT, WRITTEN_AT];
/** A device that does not answer keeps any of these waiting. */
const LIMIT = { timeoutSeconds: 30 };

/**
 * Clears what an installer that was killed could not: programs that it started and that still run, mounts,
 * the mapping of the read-back, loop devices. Only what is ours by name; while the lock is held nobody else
 * uses it. Otherwise the disk would be refused as busy until the machine restarts.
 */
export async function clearKilledRun(machine: Machine): Promise<Cleared> {
  const problems: Problem[] = [];
  const cleared = await takenBack(machine, problems);
  // Programs first: what a mount(8) or mkfs(8) is still at would come back behind our back.
  for (const find of [programs, mounts, mappings, loops]) {
    for (const { name, clear } of await find(machine)) {
      try {
        for (const argv of clear) await machine.run(argv, LIMIT);
        cleared.push(name);
      } catch (cause) {
        if (!(cause instanceof CommandFailed)) throw cause;
        // A program may have ended by itself meanwhile.
        if (!(await find(machine)).some((still) => still.name === name)) continue;
        problems.push(warning('install.killed-left', name, { reason: cause.message }));
      }
    }
  }
  if (cleared.length === 0) return { problems };
  return { line: `Cleared what a killed installation had left: ${cleared.join(', ')}.`, problems };
}

/** The network as it was before a test of it; one that another console is at is let be. */
async function takenBack(machine: Machine, problems: Problem[]): Promise<string[]> {
  if ((await machine.readText(TRIAL_NOTE)) === undefined) return [];
  const lock = takeLock(TRIAL_LOCK);
  if (!lock) return [];
  try {
    const left = await takeBack(machine, TRIAL_NOTE);
    problems.push(...left.map((what) => warning('preflight.not-restored', '', { what })));
    return ['settings of a network test'];
  } finally {
    lock.release();
  }
}

/** find(1) fails where grep(1) finds nothing, or a process has just ended. */
const FIND_STARTED: Argv = [
  ...(['find', '/proc', '-ignore_readdir_race', '-mindepth', '2', '-maxdepth', '2'] as const),
  ...['-path', '/proc/[0-9]*/environ', '-exec', 'grep', '-aHosz', `^${STARTED_BY}=[0-9]*`, '{}', '+'],
];

/** Programs whose environment names an installer that does not live any more (proc_pid_environ(5)). */
async function programs(machine: Machine): Promise<Left[]> {
  const found = await asked(machine, FIND_STARTED);
  const left: Left[] = [];
  for (const [, pid = '', parent = ''] of found.matchAll(/\/proc\/(\d+)\/environ:\w+=(\d+)/g)) {
    const name = (await machine.readText(`/proc/${pid}/comm`))?.trim();
    const orphan = (await machine.readText(`/proc/${parent}/comm`)) === undefined;
    if (!orphan || name === undefined) continue;
    const wait: Argv = ['tail', `--pid=${pid}`, '--follow', '--sleep-interval=0.1', '/dev/null'];
    left.push({ name: `program ${name} (${pid})`, clear: [['kill', '-KILL', pid], wait] });
  }
  return left;
}

const mountsSchema = z.object({ filesystems: z.array(z.object({ target: z.string() })) });

/** Mounts in our folder, the last one first. */
async function mounts(machine: Machine): Promise<Left[]> {
  const text = await asked(machine, ['findmnt', '--json', '--list', '--output', 'TARGET']);
  const { filesystems } = mountsSchema.parse(JSON.parse(text || '{"filesystems":[]}'));
  return filesystems
    .map(({ target }) => target)
    .filter((target) => target.startsWith(`${RUN}/`) && !KEPT_MOUNTS.includes(target))
    .toReversed()
    .map((target) => ({ name: `mount ${target}`, clear: [['umount', target]] }));
}

async function mappings(machine: Machine): Promise<Left[]> {
  const text = await asked(machine, ['dmsetup', 'info', '--columns', '--noheadings', '--options', 'name']);
  return text
    .split('\n')
    .filter((name) => name.trim() === VERIFY_MAPPING)
    .map((name) => ({ name: `mapping ${name.trim()}`, clear: [['veritysetup', 'close', name.trim()]] }));
}

const loopsSchema = z.object({
  loopdevices: z.array(z.object({ name: z.string(), 'back-file': z.string().nullable() })),
});

/** Loop devices over files in our folder; losetup(8) prints nothing where there is none at all. */
async function loops(machine: Machine): Promise<Left[]> {
  const text = await asked(machine, ['losetup', '--json', '--list', '--output', 'NAME,BACK-FILE']);
  return loopsSchema
    .parse(JSON.parse(text.trim() || '{"loopdevices":[]}'))
    .loopdevices.filter((loop) => loop['back-file']?.startsWith(`${RUN}/`))
    .map(({ name }) => ({ name: `loop device ${name}`, clear: [['losetup', '--detach', name]] }));
}

/** What a program prints; one that is not there knows of nothing, one that fails of what it has printed. */
async function asked(machine: Machine, argv: Argv): Promise<string> {
  try {
    return (await machine.run(argv, LIMIT)).stdout;
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return cause.stdout;
  }
}
