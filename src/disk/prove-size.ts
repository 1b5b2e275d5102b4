import { MiB } from '../bytes.ts';
import { BlockFailure, type Machine } from '../machine.ts';

/** What is written to each place; a sector of the largest kind. */
const STAMP_BYTES = 4096;
/** Between 64 and 128 places, so that the largest disk takes a few seconds. */
const FEWEST = 64;

/**
 * Where a disk is tried: behind its first MiB, which keeps the mark and the undo data, a power of two apart. What
 * begins again behind its true end (counterfeit media count on modulo a power of two) comes back to one of
 * these places, and never to the mark. Bytes from the start of the disk. Pure.
 */
export function placesOf(bytes: number): number[] {
  const stride = 2 ** Math.max(20, Math.floor(Math.log2(bytes / FEWEST)));
  const places: number[] = [];
  for (let place = MiB; place + STAMP_BYTES <= bytes; place += stride) places.push(place);
  return places;
}

/**
 * Proves that a disk is as large as it says: another text is written to each of these places, and then all are
 * read back past the page cache. What was there is overwritten.
 * @throws BlockFailure with the first byte that cannot be written or read, or is another one.
 */
export async function proveSize(
  machine: Pick<Machine, 'writeAt' | 'compare'>,
  device: string,
  bytes: number,
  signal?: AbortSignal,
): Promise<void> {
  const places = placesOf(bytes);
  for (const place of places) {
    signal?.throwIfAborted();
    await written(machine, device, place);
  }
  for (const offset of places)
    await machine.compare(
      { path: device, offset, with: { content: stampOf(offset) } },
      signal ? { signal } : {},
    );
}

async function written(machine: Pick<Machine, 'writeAt'>, device: string, place: number): Promise<void> {
  try {
    await machine.writeAt(device, place, Buffer.from(stampOf(place)));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BlockFailure('target', 'write', device, place, reason);
  }
}

function stampOf(place: number): string {
  return `COS installer was here: byte ${place}\n`.padEnd(STAMP_BYTES, '.');
}
