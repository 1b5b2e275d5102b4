import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { MiB } from './bytes.ts';

/** A copy between files or block devices: offsets and length in bytes. */
export type CopyRequest = {
  readonly from: string;
  readonly fromOffset: number;
  readonly to: string;
  readonly toOffset: number;
  readonly bytes: number;
};
/** Short reads of a device: so many bytes at each place, counted from its start. */
export type PlacesRequest = {
  readonly path: string;
  readonly places: readonly number[];
  readonly bytes: number;
};
export type IoOptions = { readonly signal?: AbortSignal; readonly onProgress?: (bytesDone: number) => void };

const CHUNK = 4 * MiB;
/** O_DIRECT wants offset, length and memory aligned to the sector; 4 KiB fits every disk. */
const ALIGNMENT = 4096;
/** malloc(3) returns addresses aligned to this many bytes. */
const MALLOC_ALIGNMENT = 16;

/**
 * Copies bytes between files or block devices. The whole chunks go past the page cache (O_DIRECT) where
 * the target allows it, the rest through it; everything is flushed before the promise resolves.
 */
export async function copyBytes(request: CopyRequest, options: IoOptions = {}): Promise<void> {
  const source = await open(request.from, 'r');
  try {
    const aligned = request.toOffset % ALIGNMENT === 0;
    const direct = aligned ? await openDirect(request.to, constants.O_RDWR) : undefined;
    const target = await open(request.to, 'r+');
    try {
      const buffer = await bufferFor(direct);
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
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (let done = 0; done < bytes; ) {
      options.signal?.throwIfAborted();
      done += await readFully(source, buffer, Math.min(CHUNK, bytes - done), done, path);
      options.onProgress?.(done);
    }
  } finally {
    await source.close();
  }
}

/**
 * Reads some places of a device and throws them away, past the page cache where the device allows it: what was
 * read before proves nothing. Places and length are multiples of 4096; the first bad place rejects.
 */
export async function readPlaces(request: PlacesRequest, options: IoOptions = {}): Promise<void> {
  const { path, places, bytes } = request;
  const direct = await openDirect(path, constants.O_RDONLY);
  const source = direct ?? (await open(path, 'r'));
  try {
    const buffer = await bufferFor(direct);
    for (const [index, place] of places.entries()) {
      options.signal?.throwIfAborted();
      await readFully(source, buffer, bytes, place, path);
      options.onProgress?.((index + 1) * bytes);
    }
  } finally {
    await source.close();
  }
}

/** A handle that goes past the page cache, or undefined where the file system knows no such thing. */
async function openDirect(path: string, flags: number): Promise<FileHandle | undefined> {
  try {
    return await open(path, flags | constants.O_DIRECT);
  } catch {
    return undefined;
  }
}

/**
 * A buffer whose memory O_DIRECT accepts (open(2): the boundary depends on the device). JavaScript cannot
 * ask for an address, so the first place in a larger buffer that the device reads into is taken.
 */
async function bufferFor(direct: FileHandle | undefined): Promise<Buffer> {
  const room = Buffer.allocUnsafe(CHUNK + ALIGNMENT);
  for (let offset = 0; direct && offset < ALIGNMENT; offset += MALLOC_ALIGNMENT) {
    try {
      await direct.read(room, offset, ALIGNMENT, 0);
      return room.subarray(offset, offset + CHUNK);
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EINVAL')) throw cause;
    }
  }
  return room.subarray(0, CHUNK);
}

async function readFully(file: FileHandle, buffer: Buffer, bytes: number, position: number, path: string) {
  let filled = 0;
  while (filled < bytes) {
    const { bytesRead } = await file.read(buffer, filled, bytes - filled, position + filled);
    if (bytesRead === 0)
      throw new Error(`${path} ends at byte ${position + filled}, ${bytes - filled} bytes missing`);
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
