import { KiB } from '../bytes.ts';
import { LATE, within } from '../deadline.ts';
import { BlockFailure, type Machine } from '../machine.ts';
import { type Problem, warning } from '../problem.ts';
import type { Disk } from './disk.ts';

/** 4 MiB in all: a healthy disk reads them within a second, from sleep within some ten. */
const PLACES = 64;
const BYTES = 64 * KiB;
const SECONDS = 20;
/** The largest sector of today's disks. */
const SECTOR = 4096;

type Sampled = Pick<Disk, 'path' | 'bytes'>;
type Options = {
  /** The answers' key that chose the disk. */
  readonly path?: string;
  readonly seconds?: number;
  readonly signal?: AbortSignal;
};

/**
 * Reads short pieces from the first to the last byte of a disk, and writes nothing.
 * @returns a warning where one cannot be read, or the disk takes much too long; nothing after an abort.
 */
export async function sampleDisk(
  machine: Pick<Machine, 'readPlaces'>,
  disk: Sampled,
  { path = 'disk.target', seconds = SECONDS, signal }: Options = {},
): Promise<Problem[]> {
  const places = placesOf(disk.bytes);
  let done = 0;
  const onProgress = (bytes: number) => {
    done = bytes / BYTES;
  };
  const read = (stop: AbortSignal) =>
    machine.readPlaces({ path: disk.path, places, bytes: BYTES }, { signal: stop, onProgress });
  try {
    const result = await within(seconds, read, signal);
    if (result !== LATE || signal?.aborted) return [];
    return [warning('disk.slow', path, { device: disk.path, done, count: places.length, seconds })];
  } catch (cause) {
    const { offset, reason } =
      cause instanceof BlockFailure ? cause : { offset: places[done] ?? 0, reason: messageOf(cause) };
    return [warning('disk.unreadable', path, { device: disk.path, offset, reason })];
  }
}

/** Samples a disk; `path` is the answers' key that chose it. */
export type Sample = (disk: Disk, path?: string) => Promise<Problem[]>;

/** Samples each disk once; a disk that was seen anew is another one. */
export function sampleOnce(machine: Pick<Machine, 'readPlaces'>): Sample {
  const known = new WeakMap<Disk, Promise<Problem[]>>();
  return async (disk, path = 'disk.target') => {
    const found = known.get(disk) ?? sampleDisk(machine, disk);
    known.set(disk, found);
    return (await found).map((problem) => ({ ...problem, path }));
  };
}

/** Bytes from the start of the disk, on its sectors. */
function placesOf(bytes: number): number[] {
  const last = Math.max(0, bytes - BYTES);
  return Array.from({ length: PLACES }, (_, index) => {
    const place = (last * index) / (PLACES - 1);
    return place - (place % SECTOR);
  });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
