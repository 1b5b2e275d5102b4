import type { Machine } from '../machine.ts';
import { error, ProblemError } from '../problem.ts';
import { marked, SECTOR_BYTES } from './not-finished.ts';

type Bytes = Pick<Machine, 'run' | 'readAt' | 'writeAt'>;

/**
 * Writes the mark of an installation that is not finished into the first sector, in one write; see `marked`.
 * @throws ProblemError when the disk does not give it back.
 */
export async function markDisk(machine: Bytes, device: string, table: 'clear' | 'keep'): Promise<void> {
  const sector = await machine.readAt(device, 0, SECTOR_BYTES);
  await writeKept(machine, device, 0, marked(sector, table));
}

/** Writes bytes and reads them from the disk again, not from memory. @throws ProblemError when they differ. */
export async function writeKept(
  machine: Bytes,
  device: string,
  offset: number,
  data: Uint8Array,
): Promise<void> {
  await machine.writeAt(device, offset, data);
  await machine.run(['blockdev', '--flushbufs', device]);
  const found = await machine.readAt(device, offset, data.length);
  if (found.equals(data)) return;
  const first = found.findIndex((byte, index) => byte !== data[index]);
  throw new ProblemError(error('disk.not-kept', device, { device, offset: offset + first }));
}
