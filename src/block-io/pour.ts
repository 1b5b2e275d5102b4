import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { alignDown } from '../bytes.ts';
import { BLOCK, chunkBuffers, firstBad, openDirect, readUpTo, writeFully } from './blocks.ts';
import { BlockFailure, reasonOf } from './failure.ts';
import type { IoOptions } from './requests.ts';

/** Bytes that come one after the other, and the device that they go to. */
export type Pouring = {
  /** Fills the buffer, or as much of it as there still is: 0 at the end. */
  readonly next: (buffer: Buffer) => Promise<number>;
  /** The first bytes go here and not to the device: `bytes` of them, at most a chunk. */
  readonly head: { readonly bytes: number; readonly keep: (head: Buffer) => Promise<void> };
  readonly device: string;
  /** Bytes that the device holds: nothing is written behind them. */
  readonly capacity: number;
};
type Piece = { readonly data: Buffer; readonly at: number };
type Handles = {
  readonly device: string;
  readonly direct: FileHandle | undefined;
  readonly cached: FileHandle;
  readonly back: Buffer;
};

/**
 * Writes a stream onto a device, each byte at the place that it has in the stream, past the page cache. While
 * one piece comes in, the one before is written, and the one before that is read back and compared. The first
 * piece is compared again at the very end: a disk that is smaller than it says has written over its beginning.
 * @returns the bytes of the stream, those of its head included.
 * @throws BlockFailure naming the byte that could not be written or read, or came back different.
 */
export async function pourOnto(pouring: Pouring, options: IoOptions = {}): Promise<number> {
  const { device } = pouring;
  const [back, first, ...others] = chunkBuffers(5);
  if (!back || !first) throw new Error('no buffers');
  const direct = await openDirect(device, constants.O_RDWR);
  const cached = await open(device, 'r+');
  try {
    return await pour(pouring, { device, direct, cached, back }, { first, others }, options);
  } finally {
    await direct?.close();
    await cached.close();
  }
}

type Buffers = { readonly first: Buffer; readonly others: readonly Buffer[] };

async function pour(
  pouring: Pouring,
  handles: Handles,
  { first, others }: Buffers,
  { signal, onProgress }: IoOptions,
): Promise<number> {
  const begin = await firstPiece(pouring, first);
  let incoming: Piece | undefined = begin;
  let written: Piece | undefined;
  let end = begin.at + begin.data.length;
  for (let turn = 0; incoming ?? written; turn++) {
    signal?.throwIfAborted();
    if (end > pouring.capacity) throw tooLong(pouring);
    const buffer = others[turn % others.length] ?? first;
    const [bytes]: readonly [number, unknown, unknown] = await Promise.all([
      incoming ? pouring.next(buffer) : 0,
      incoming && write(incoming, handles),
      written && compare(written, handles),
    ]);
    onProgress?.(end);
    written = incoming;
    incoming = bytes > 0 ? { data: buffer.subarray(0, bytes), at: end } : undefined;
    end += bytes;
  }
  await compare(begin, handles);
  return end;
}

/** What comes behind the head. */
async function firstPiece({ next, head }: Pouring, buffer: Buffer): Promise<Piece> {
  const bytes = await next(buffer);
  const at = Math.min(head.bytes, bytes);
  await head.keep(buffer.subarray(0, at));
  return { data: buffer.subarray(at, bytes), at };
}

function tooLong({ device, capacity }: Pouring): BlockFailure {
  return new BlockFailure('source', 'content', device, capacity, 'it goes on behind the end of the disk');
}

/** Flushed at once: what is read back then is not only in the disk's own cache of writes. */
async function write({ data, at }: Piece, { device, direct, cached }: Handles): Promise<void> {
  const whole = wholeBlocks(data, direct);
  const rest = data.subarray(whole);
  try {
    if (direct && whole > 0) await writeFully(direct, data.subarray(0, whole), at);
    if (rest.length > 0) await writeFully(cached, rest, at + whole);
    await cached.datasync();
  } catch (cause) {
    const bad = await firstBad(at, data.length, (place, bytes) => {
      const block = data.subarray(place - at, place - at + bytes);
      return writeFully(bytes === BLOCK ? (direct ?? cached) : cached, block, place);
    });
    throw new BlockFailure('target', 'write', device, bad?.offset ?? at, reasonOf(bad?.cause ?? cause));
  }
}

async function compare({ data, at }: Piece, { device, direct, cached, back }: Handles): Promise<void> {
  const whole = wholeBlocks(data, direct);
  const got = back.subarray(0, data.length);
  try {
    if (direct) await readUpTo(direct, got.subarray(0, whole), at);
    await readUpTo(cached, got.subarray(whole), at + whole);
  } catch (cause) {
    const bad = await firstBad(at, data.length, (place, bytes) =>
      readUpTo(bytes === BLOCK ? (direct ?? cached) : cached, got.subarray(0, bytes), place),
    );
    throw new BlockFailure('target', 'read', device, bad?.offset ?? at, reasonOf(bad?.cause ?? cause));
  }
  if (data.equals(got)) return;
  const wrong = data.findIndex((byte, index) => byte !== got[index]);
  throw new BlockFailure('target', 'content', device, at + wrong, 'it gave back other data than was written');
}

/** Bytes that go past the page cache: all but a last piece of a block, at the end of an odd image. */
function wholeBlocks(data: Buffer, direct: FileHandle | undefined): number {
  return direct ? alignDown(data.length, BLOCK) : 0;
}
