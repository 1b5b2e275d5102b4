import type { Machine } from '../machine.ts';
import { error, ProblemError } from '../problem.ts';
import { writeKept } from './mark.ts';
import { isMarked, SECTOR_BYTES } from './not-finished.ts';
import { AREA } from './ranges.ts';
import { rereadTable } from './reread-table.ts';
import { contentOf, isSame, type Piece, type Undo } from './undo-file.ts';
import { hasTableOf, undoInArea } from './undo-found.ts';

/** What will be put back, and what cannot be. */
export type Restorable = { readonly back: readonly Piece[]; readonly missing: readonly Piece[] };

/**
 * Looks whether a disk is as an installation left it that had written to nothing but what was kept: it carries
 * the mark, no other partition table than that of the installation, and does not say itself that more was written.
 * @throws ProblemError with the reason why its former contents cannot be put back.
 */
export async function proveRestorable(machine: Machine, device: string, undo: Undo): Promise<Restorable> {
  const sector = await machine.readAt(device, 0, SECTOR_BYTES);
  if (!isMarked(sector)) throw changed(device, 'no mark in its first sector');
  if (!(await hasTableOf(machine, device, sector, undo))) throw changed(device, 'another partition table');
  const here = await undoInArea(machine, device);
  if (here && here.disk_guid !== undo.disk_guid) throw changed(device, 'undo data of another installation');
  if (undo.state === 'gone' || here?.state === 'gone')
    throw new ProblemError(error('restore.overwritten', device, { device }));
  const missing: Piece[] = [];
  for (const piece of undo.pieces)
    if (piece.packed === undefined && !(await isUnchanged(machine, device, piece))) missing.push(piece);
  return { back: undo.pieces.filter(({ packed }) => packed !== undefined), missing };
}

function changed(device: string, found: string): ProblemError {
  return new ProblemError(error('restore.changed-since', device, { device, found }));
}

/** What was left out is only missing where the disk has something else there now. */
async function isUnchanged(machine: Machine, device: string, piece: Piece): Promise<boolean> {
  return isSame(piece, await machine.readAt(device, piece.offset, piece.bytes));
}

/**
 * Writes the pieces back and reads each from the disk again; the first sector comes last, so that the disk is as
 * it was or still marked. @throws ProblemError when the disk does not keep what is written.
 */
export async function restore(machine: Machine, undo: Undo, { back }: Restorable): Promise<void> {
  const { path } = undo.disk;
  // All are whole before the first of them is written.
  for (const piece of back) contentOf(piece);
  for (const piece of back.toSorted((a, b) => rank(a) - rank(b))) {
    const data = contentOf(piece);
    const skip = piece.offset === 0 ? SECTOR_BYTES : 0;
    await writeKept(machine, path, piece.offset + skip, data.subarray(skip));
  }
  const first = back.find(({ offset }) => offset === 0);
  if (first) await writeKept(machine, path, 0, contentOf(first).subarray(0, SECTOR_BYTES));
  await rereadTable(machine, path, []);
  // Who looks at the disk now sees its file systems with udev's eyes.
  await machine.run(['udevadm', 'settle', '--timeout=60']);
}

/** The undo data on the disk themselves are overwritten as late as possible. */
function rank({ offset }: Piece): number {
  return offset === 0 ? 2 : offset < AREA.offset + AREA.bytes ? 1 : 0;
}
