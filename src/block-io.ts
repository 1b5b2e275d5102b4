import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { MiB } from './bytes.ts';
import type { CopyRequest, IoOptions } from './machine.ts';

const CHUNK = 4 * MiB;
/** O_DIRECT wants offset, length and memory aligned to the sector; 4 KiB fits every disk. */
const ALIGNMENT = 4096;

/**
 * Copies bytes between files or block devices. The whole chunks go past the page cache (O_DIRECT) where
 * the target allows it, the rest through it; everything is flushed before the promise resolves.
 */
export async function copyBytes(request: CopyRequest, options: IoOptions = {}): Promise<void> {
  const source = await open(request.from, 'r');
  try {
    const direct = await openDirect(request.to, request.toOffset);
    const target = await open(request.to, 'r+');
    try {
      const buffer = alignedBuffer();
      for (let done = 0; done < request.bytes; ) {
        options.signal?.throwIfAborted();
        const wanted = Math.min(CHUNK, request.bytes - done);
        const got = await readFully(source, buffer, wanted, request.fromOffset + done, request.from);
        const whole = got % ALIGNMENT === 0 ? direct : undefined;
        await writeFully(whole ?? target, buffer, got, request.toOffset + done);
        done += got;
        options.onProgress?.(done);
      }
      await target.sync();
    } finally {
      await direct?.close();
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Reads `bytes` from the start of a file or device and throws them away; a bad block rejects. */
export async function readBytes(path: string, bytes: number, options: IoOptions = {}): Promise<void> {
  const source = await open(path, 'r');
  try {
    const buffer = alignedBuffer();
    for (let done = 0; done < bytes; ) {
      options.signal?.throwIfAborted();
      done += await readFully(source, buffer, Math.min(CHUNK, bytes - done), done, path);
      options.onProgress?.(done);
    }
  } finally {
    await source.close();
  }
}

/** A handle that writes past the page cache, or undefined where file or offset do not allow it. */
async function openDirect(path: string, offset: number): Promise<FileHandle | undefined> {
  if (offset % ALIGNMENT !== 0) return undefined;
  try {
    return await open(path, constants.O_WRONLY | constants.O_DIRECT);
  } catch {
    return undefined;
  }
}

function alignedBuffer(): Buffer {
  const room = new ArrayBuffer(CHUNK, { maxByteLength: CHUNK });
  return Buffer.from(room);
}

async function readFully(file: FileHandle, buffer: Buffer, bytes: number, position: number, path: string) {
  let filled = 0;
  while (filled < bytes) {
    const { bytesRead } = await file.read(buffer, filled, bytes - filled, position + filled);
    if (bytesRead === 0) throw new Error(`${path} ends at byte ${position + filled}, ${bytes - filled} bytes missing`);
    filled += bytesRead;
  }
  return filled;
}

async function writeFully(file: FileHandle, buffer: Buffer, bytes: number, position: number): Promise<void> {
  let written = 0;
  while (written < bytes) {
    const result = await file.write(buffer, written, bytes - written, position + written);
    written += result.bytesWritten;
  }
}
