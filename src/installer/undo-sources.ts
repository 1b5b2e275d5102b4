import type { Disk } from '../disk/disk.ts';
import { probeDisks } from '../disk/probe.ts';
import { identityOf } from '../disk/steps.ts';
import type { Undo } from '../disk/undo-file.ts';
import { undoInArea, undoInFile } from '../disk/undo-found.ts';
import type { Machine } from '../machine.ts';
import { error, ProblemError } from '../problem.ts';
import { undoFile } from './steps/places.ts';

/** Undo data of a disk as it is called now, and where they were found, in words. */
export type FoundUndo = { readonly undo: Undo; readonly source: string };

/**
 * Undo data of the named disk, of the named file, or of the one disk of this machine that has some: in memory
 * (more is kept there) or on the disk itself. @throws ProblemError where there are none, or several.
 */
export async function findUndo(machine: Machine, from: string | undefined): Promise<FoundUndo> {
  const { disks } = await probeDisks({ machine });
  if (from !== undefined && !from.startsWith('/dev/')) return inFile(machine, from, disks);
  const named = disks.filter(
    ({ path, links }) => from === undefined || path === from || links.includes(from),
  );
  const found = (await Promise.all(named.map((disk) => ofDisk(machine, disk)))).flat();
  const [first, ...others] = found;
  if (!first) throw new ProblemError(error('restore.none-found', from ?? ''));
  if (others.length === 0) return first;
  const several = found.map(({ undo }) => undo.disk.path).join(', ');
  throw new ProblemError(
    error('usage.bad-arguments', '', { reason: `several disks have undo data, name one: ${several}` }),
  );
}

async function inFile(machine: Machine, file: string, disks: readonly Disk[]): Promise<FoundUndo> {
  const undo = await undoInFile(machine, file).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ProblemError(error('usage.no-file', file, { reason }));
  });
  const disk = disks.find((one) => isOf(undo, one));
  if (!disk) {
    const found = disks.map((one) => said(one)).join('; ');
    throw new ProblemError(error('restore.other-disk', file, { wanted: said(undo.disk), found }));
  }
  return { undo: onDisk(undo, disk), source: file };
}

async function ofDisk(machine: Machine, disk: Disk): Promise<FoundUndo[]> {
  const file = undoFile(disk.path);
  const inMemory = await undoInFile(machine, file).catch(() => undefined);
  const here = await undoInArea(machine, disk.path);
  // What is on the disk says which installation was the last one.
  const undo = inMemory && (!here || here.disk_guid === inMemory.disk_guid) ? inMemory : here;
  if (!undo) return [];
  if (!isOf(undo, disk)) {
    const facts = { wanted: said(undo.disk), found: said(disk) };
    throw new ProblemError(error('restore.other-disk', disk.path, facts));
  }
  return [{ undo: onDisk(undo, disk), source: undo === inMemory ? file : 'the disk itself' }];
}

type Known = Pick<Undo['disk'], 'bytes' | 'serial' | 'wwn'>;

/** The same size, and the same names where the disk had them. */
function isOf({ disk: { bytes, serial, wwn } }: Undo, disk: Known): boolean {
  return disk.bytes === bytes && disk.serial === serial && disk.wwn === wwn;
}

function said({ bytes, serial, wwn }: Known): string {
  return `${bytes} bytes, serial ${serial ?? '-'}, WWN ${wwn ?? '-'}`;
}

/** Kernel names change from one start to the next. */
function onDisk(undo: Undo, disk: Disk): Undo {
  return { ...undo, disk: identityOf(disk) };
}
