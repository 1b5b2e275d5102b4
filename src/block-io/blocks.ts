import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { alignDown, MiB } from '../bytes.ts';
import type { BlockFile } from './spans.ts';

/** Bytes of one read or write. */
export const CHUNK = 4 * MiB;
/** O_DIRECT wants offset, length and memory on a sector; 4 KiB fits every disk, and is dm-verity's block. */
export const BLOCK = 4096;

/** Room for a chunk that begins and ends within a block. */
const ROOM = CHUNK + BLOCK;

/**
 * Buffers for a chunk each, whose memory starts on a page. JavaScript cannot ask for an address; a resizable
 * buffer is the one that the engine maps by pages.
 */
export function chunkBuffers(count: number): Buffer[] {
  const memory = new ArrayBuffer(count * ROOM, { maxByteLength: count * ROOM });
  return Array.from({ length: count }, (_, index) => Buffer.from(memory, index * ROOM, ROOM));
}

/** A handle that goes past the page cache, or undefined where the file system knows no such thing (open(2): EINVAL). */
export async function openDirect(path: string, flags: number): Promise<FileHandle | undefined> {
  try {
    return await open(path, flags | constants.O_DIRECT);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EINVAL') return undefined;
    throw cause;
  }
}

/** A handle for reading, past the page cache where that is possible. */
export async function openFresh(path: string): Promise<FileHandle> {
  return (await openDirect(path, constants.O_RDONLY)) ?? open(path, 'r');
}

/** Fills a buffer from `position` on; less only where the file ends. Lengths stay whole blocks, as O_DIRECT wants. */
export async function readUpTo(file: BlockFile, buffer: Buffer, position: number): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const from = alignDown(filled, BLOCK);
    const { bytesRead } = await file.read(buffer, from, buffer.length - from, position + from);
    if (from + bytesRead <= filled) return filled;
    filled = from + bytesRead;
  }
  return filled;
}

/** Writes a whole buffer. */
export async function writeFully(file: FileHandle, buffer: Buffer, position: number): Promise<void> {
  for (let written = 0; written < buffer.length; ) {
    const rest = buffer.length - written;
    written += (await file.write(buffer, written, rest, position + written)).bytesWritten;
  }
}

/** The first block of a range where `act` fails, and why: after a long read or write failed somewhere in it. */
export async function firstBad(
  position: number,
  bytes: number,
  act: (position: number, bytes: number) => Promise<unknown>,
): Promise<{ readonly offset: number; readonly cause: unknown } | undefined> {
  for (let offset = position; offset < position + bytes; offset += BLOCK) {
    try {
      await act(offset, Math.min(BLOCK, position + bytes - offset));
    } catch (cause) {
      return { offset, cause };
    }
  }
  return undefined;
}
