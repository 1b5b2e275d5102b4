import { CommandFailed, type Machine } from '../machine.ts';
import { error, ProblemError } from '../problem.ts';
import type { ProveDisk } from '../step.ts';
import { innermostFirst } from './assembled.ts';
import { sharedProblems } from './busy.ts';
import type { Disk } from './disk.ts';
import { mediumProblem } from './medium-problem.ts';
import { probeDisks } from './probe.ts';

/**
 * Looks at the disk again just before the first write, with the eyes it was chosen with: same size, serial
 * number and WWN, not the medium, nothing of it used, nothing active on it but what the plan takes apart, and
 * the kernel gives all of it exclusively.
 * @throws ProblemError when it is another disk now, the medium, or busy.
 */
export async function proveDisk(machine: Machine, wanted: Omit<ProveDisk, 'do'>): Promise<void> {
  const { disk, medium, takes_apart = [] } = wanted;
  const { disks } = await probeDisks({ machine }, medium);
  const now = disks.find((candidate) => candidate.path === disk.path);
  const found = now ? describe(now) : '-';
  if (!now || found !== describe(disk))
    throw new ProblemError(error('disk.changed', disk.path, { wanted: describe(disk), found }));
  if (now.is_medium) throw new ProblemError(mediumProblem(now, disk.path));
  const holder = holdersOf(now, takes_apart)[0];
  if (holder !== undefined) throw new ProblemError(error('disk.became-busy', disk.path, { holder }));
  const shared = sharedProblems(now, disks, disk.path);
  if (shared.length > 0) throw new ProblemError(...shared);
  for (const leaf of leavesOf(now)) await proveExclusive(machine, leaf, disk.path);
}

function describe({ bytes, serial, wwn }: Pick<Disk, 'bytes' | 'serial' | 'wwn'>): string {
  return `${bytes} bytes, serial ${serial ?? '-'}, WWN ${wwn ?? '-'}`;
}

/** Mounts, users, and what is active on the disk beside `expected`; a process comes last. */
export function holdersOf(disk: Disk, expected: readonly string[]): string[] {
  const below = innermostFirst(disk);
  const nodes = [disk, ...below];
  const mounts = nodes.flatMap(({ path, mount_points }) => mount_points.map((at) => `${path} (${at})`));
  const active = below.filter(({ path, type }) => type !== 'part' && !expected.includes(path));
  const users = nodes.flatMap(({ path, users: all = [] }) => all.map((user) => ({ path, ...user })));
  const ranked = users.toSorted((a, b) => Number(a.kind === 'process') - Number(b.kind === 'process'));
  return [
    ...mounts,
    ...active.map(({ path, type }) => `${path} (${type})`),
    ...ranked.map(({ path, kind, name }) => `${path} (${kind} ${name})`),
  ];
}

/** What nothing lies on: a claim on one of these, or on what is below it, is seen there (open(2), O_EXCL). */
function leavesOf(disk: Disk): string[] {
  const nodes = [disk, ...innermostFirst(disk)];
  return nodes.filter(({ children, bytes }) => children.length === 0 && bytes > 0).map(({ path }) => path);
}

/** wipefs(8) opens exclusively and, with `--no-act`, writes nothing. */
async function proveExclusive(machine: Machine, part: string, path: string): Promise<void> {
  try {
    await machine.run(['wipefs', '--all', '--no-act', '--quiet', part], { timeoutSeconds: 60 });
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    const reason = cause.stderr.trim().split('\n').at(-1) || cause.message;
    throw new ProblemError(error('disk.not-exclusive', path, { part, reason }));
  }
}
