import { z } from 'zod';
import { CommandFailed, type Machine } from '../machine.ts';
import { hasNoTable, isMarked, SECTOR_BYTES } from './not-finished.ts';
import { AREA } from './ranges.ts';
import { decodeUndo, type Undo } from './undo-file.ts';

type Bytes = Pick<Machine, 'run' | 'readAt'>;
type WholeDisk = { readonly path: string; readonly bytes: number };

/** The undo data in the area of a disk; undefined where there is none, or a damaged one. */
export async function undoInArea(machine: Bytes, path: string): Promise<Undo | undefined> {
  try {
    return await decodeUndo((offset, bytes) => machine.readAt(path, AREA.offset + offset, bytes));
  } catch {
    return undefined;
  }
}

/** The undo data of a file. @throws when it is none, or damaged. */
export function undoInFile(machine: Bytes, file: string): Promise<Undo> {
  return decodeUndo((offset, bytes) => machine.readAt(file, offset, bytes));
}

/** What was kept on the disk by an installation that ended before it wrote to anything else. */
export async function undoStillGood(machine: Bytes, disk: WholeDisk): Promise<Undo | undefined> {
  if (disk.bytes < AREA.offset + AREA.bytes) return undefined;
  const sector = await machine.readAt(disk.path, 0, SECTOR_BYTES);
  if (!isMarked(sector)) return undefined;
  const undo = await undoInArea(machine, disk.path);
  if (undo?.state !== 'kept' || undo.disk.bytes !== disk.bytes) return undefined;
  return (await hasTableOf(machine, disk.path, sector, undo)) ? undo : undefined;
}

const tableSchema = z.object({ partitiontable: z.object({ label: z.string(), id: z.string() }) });

/** The disk has no partition table, or that of the installation which kept this. */
export async function hasTableOf(
  machine: Pick<Machine, 'run'>,
  path: string,
  sector: Uint8Array,
  { disk_guid }: Pick<Undo, 'disk_guid'>,
): Promise<boolean> {
  if (hasNoTable(sector)) return true;
  try {
    const { stdout } = await machine.run(['sfdisk', '--json', path], { timeoutSeconds: 60 });
    const { label, id } = tableSchema.parse(JSON.parse(stdout)).partitiontable;
    return label === 'gpt' && id.toLowerCase() === disk_guid;
  } catch (cause) {
    const isOther =
      cause instanceof CommandFailed || cause instanceof SyntaxError || cause instanceof z.ZodError;
    if (!isOther) throw cause;
    return false;
  }
}
