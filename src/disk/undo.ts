import { MiB } from '../bytes.ts';
import type { Machine } from '../machine.ts';
import type { KeepUndo } from '../step.ts';
import { writeKept } from './mark.ts';
import { SECTOR_BYTES } from './not-finished.ts';
import { oldContents } from './old-contents.ts';
import { AREA, type ByteRange, disjoint } from './ranges.ts';
import { changedState, encodeUndo, type Piece, pieceOf, type Undo, type UndoState } from './undo-file.ts';
import { undoInFile, undoStillGood } from './undo-found.ts';

/** Bytes of memory for the undo data of one disk; what does not fit is left out. */
const FILE_LIMIT = 32 * MiB;
const OWNER_ONLY = 0o600;

/**
 * Reads what wiping and partitioning will write to, and keeps it in a file. What an earlier installation has kept
 * on the disk, and whose rest was never written, is older than what is there now, and goes before it.
 */
export async function keepUndo(machine: Machine, wanted: Omit<KeepUndo, 'do'>): Promise<void> {
  const { disk, file, version, disk_guid, not_kept } = wanted;
  const before = await undoStillGood(machine, disk);
  const now = await oldContents(machine, disk);
  const known = before?.pieces ?? [];
  const ranges = disjoint([...known, ...now.ranges, ...wanted.ranges], disk.bytes).slice(known.length);
  const table = before ? before.table : now.table;
  const undo: Undo = {
    state: 'kept',
    made: before?.made ?? new Date().toISOString(),
    version,
    disk,
    disk_guid,
    ...(table === undefined ? {} : { table }),
    not_kept: [...new Set([...(before?.not_kept ?? []), ...not_kept])],
    pieces: [...known, ...(await readPieces(machine, disk.path, ranges))],
  };
  // Made for its owner alone before anything of a disk is in it.
  await machine.writeFile(file, '', OWNER_ONLY);
  await machine.writeAt(file, 0, encodeUndo(undo, FILE_LIMIT));
}

async function readPieces(machine: Machine, path: string, ranges: readonly ByteRange[]): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const { offset, bytes } of ranges) {
    const data = await readable(machine.readAt(path, offset, bytes));
    pieces.push(data ? pieceOf(offset, data) : { offset, bytes, sha256: '' });
  }
  return pieces;
}

/** A sector that cannot be read has nothing to keep, and writing to it may mend it. */
async function readable(read: Promise<Buffer>): Promise<Buffer | undefined> {
  try {
    return await read;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EIO') return undefined;
    throw cause;
  }
}

/**
 * Puts undo data into the area of the disk that no partition covers, as much of them as fits. The state comes
 * last: an area that was not written to its end says nothing.
 */
export async function storeUndo(
  machine: Machine,
  { device, file }: { readonly device: string; readonly file: string },
): Promise<void> {
  const undo = await undoInFile(machine, file);
  const area = Buffer.alloc(AREA.bytes);
  encodeUndo(undo, AREA.bytes).copy(area);
  await writeKept(machine, device, AREA.offset + SECTOR_BYTES, area.subarray(SECTOR_BYTES));
  await writeKept(machine, device, AREA.offset, area.subarray(0, SECTOR_BYTES));
}

/** Notes in the area of the disk, and in the file, what has become of the rest of the disk. */
export async function setUndoState(
  machine: Machine,
  { device, file, state }: { readonly device: string; readonly file: string; readonly state: UndoState },
): Promise<void> {
  const sector = await machine.readAt(device, AREA.offset, SECTOR_BYTES);
  await writeKept(machine, device, AREA.offset, changedState(sector, state));
  const head = await machine.readAt(file, 0, SECTOR_BYTES);
  await machine.writeAt(file, 0, changedState(head, state));
}
