import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { alignDown } from '../bytes.ts';
import { BLOCK, CHUNK, firstBad, openDirect, readUpTo } from './blocks.ts';
import { BlockFailure, reasonOf, type Side } from './failure.ts';

/** A piece of a file or device, at most a chunk. */
export type Span = { readonly position: number; readonly bytes: number };

/** What of a file handle is used. */
export type BlockFile = {
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  stat(): Promise<{ readonly size: number }>;
  close(): Promise<void>;
};

/** A file or device that is read, and which side of a copy it is. */
export type Readable = AsyncDisposable & {
  readonly file: BlockFile;
  readonly path: string;
  readonly side: Side;
};

/** What was written is read past the page cache; what is to be written may come from memory. */
export async function openReadable(path: string, side: Side): Promise<Readable> {
  try {
    const file = side === 'target' ? await openDirect(path, constants.O_RDONLY) : await open(path, 'r');
    if (!file) throw new Error('it cannot be read past the page cache');
    return { file, path, side, [Symbol.asyncDispose]: () => file.close() };
  } catch (cause) {
    throw new BlockFailure(side, 'read', path, 0, reasonOf(cause));
  }
}

/** Cuts a range at whole chunks, so that each span fits a chunk's buffer with the blocks that it begins and ends in. */
export function* spansOf(offset: number, bytes: number): Generator<Span> {
  const end = offset + bytes;
  for (let position = offset; position < end; ) {
    const next = Math.min(end, alignDown(position, CHUNK) + CHUNK);
    yield { position, bytes: next - position };
    position = next;
  }
}

/**
 * Reads a span, by whole blocks.
 * @throws BlockFailure with the first block that cannot be read, or the place where the file ends.
 */
export async function readSpan(from: Readable, buffer: Buffer, { position, bytes }: Span): Promise<Buffer> {
  const { file, path, side } = from;
  const start = alignDown(position, BLOCK);
  const end = position + bytes;
  const whole = alignDown(end - start + BLOCK - 1, BLOCK);
  let got: number;
  try {
    got = await readUpTo(file, buffer.subarray(0, whole), start);
  } catch (cause) {
    const bad = await firstBad(start, whole, (at) => file.read(buffer, 0, BLOCK, at));
    throw new BlockFailure(side, 'read', path, bad?.offset ?? start, reasonOf(bad?.cause ?? cause));
  }
  if (start + got < end) {
    const ends = Math.max(position, start + got);
    throw new BlockFailure(side, 'read', path, ends, `it ends here, ${end - ends} bytes are missing`);
  }
  return buffer.subarray(position - start, end - start);
}
