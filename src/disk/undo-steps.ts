import type { Step } from '../step.ts';
import type { Disk } from './disk.ts';
import type { Partition } from './layout.ts';
import { assembledPaths } from './leftovers.ts';
import { markActions } from './mark-actions.ts';
import { bothEnds } from './ranges.ts';
import { identityOf } from './steps.ts';

/** One disk that an installation writes to, and what becomes of it. */
export type Undoable = {
  readonly disk: Disk;
  /** Where its undo data are kept in memory. */
  readonly undoFile: string;
  readonly diskGuid: string;
  readonly partitions: readonly Pick<Partition, 'start_bytes' | 'bytes'>[];
  /** Of the system that is installed. */
  readonly version: string;
};

/** What the next steps write to is read and kept in memory; nothing is written to the disk yet. */
export function keepUndoStep({ disk, undoFile, diskGuid, partitions, version }: Undoable): Step {
  return {
    id: 'keep-undo',
    title: `Keep partition table and both ends of ${disk.path}`,
    phase: 'write',
    touches: [],
    run: [
      {
        do: 'keep-undo',
        disk: identityOf(disk),
        file: undoFile,
        version,
        disk_guid: diskGuid,
        ranges: partitions.flatMap(({ start_bytes, bytes }) => bothEnds({ offset: start_bytes, bytes })),
        not_kept: assembledPaths(disk),
      },
    ],
  };
}

/** The first write: from here on no firmware starts the disk, it says why, and what it was is kept on it. */
export function markStep({ disk, undoFile }: Pick<Undoable, 'disk' | 'undoFile'>): Step {
  return {
    id: 'mark',
    title: `Mark ${disk.path} as not finished`,
    phase: 'write',
    touches: [disk.path],
    run: markActions(disk.path, undoFile),
    undo_data: 'kept',
  };
}

/** The last moment at which the old table could be put back; then the disk is tried from end to end. */
export function endUndoStep({ disk, undoFile }: Pick<Undoable, 'disk' | 'undoFile'>): Step {
  return {
    id: 'end-undo',
    title: `Give up the former contents of ${disk.path}`,
    phase: 'write',
    touches: [disk.path],
    run: [
      { do: 'end-undo', device: disk.path, file: undoFile },
      { do: 'prove-size', device: disk.path, bytes: disk.bytes },
    ],
    undo_data: 'gone',
  };
}
