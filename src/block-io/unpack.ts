import { type FileHandle, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pourOnto } from './pour.ts';
import type { IoOptions } from './requests.ts';

/** A compressed image; sizes in bytes. */
export type UnpackRequest = {
  /** A program that unpacks it to its standard output. */
  readonly argv: readonly [string, ...string[]];
  /** A file for the first bytes of the image (at most 4 MiB): they are not written to the device. */
  readonly head: { readonly path: string; readonly bytes: number };
  /** What gets the rest, each byte at its place in the image; absent: the rest is not unpacked. */
  readonly onto?: { readonly device: string; readonly capacity: number };
};

/** `Machine.run`, as far as it is needed here. */
type Run = (
  argv: readonly [string, ...string[]],
  options?: { readonly stdoutFile?: number; readonly signal?: AbortSignal },
) => Promise<unknown>;

/**
 * Unpacks an image: its first bytes into a file, the rest onto a device, read back behind the writer. The
 * program writes into a FIFO that is read straight into the buffers that are written: the same bytes through
 * Node's streams cost three times as much.
 * @returns bytes of the image; without `onto`, of its head.
 * @throws CommandFailed when the program fails; BlockFailure when the device does.
 */
export async function unpackImage(
  run: Run,
  request: UnpackRequest,
  options: IoOptions = {},
): Promise<number> {
  const { argv, head, onto } = request;
  const { reader, writer } = await makeFifo(run, `${head.path}.fifo`);
  const stop = new AbortController();
  const signals = options.signal ? [options.signal, stop.signal] : [stop.signal];
  const program = run(argv, { stdoutFile: writer.fd, signal: AbortSignal.any(signals) });
  // Where both fail, the device is the news; the program's end is waited for below.
  program.catch(() => {});
  try {
    await writer.close();
    const next = (buffer: Buffer) => fill(reader, buffer);
    if (!onto) {
      const bytes = await headOnly(next, head);
      // One that ended early may have failed; one that goes on is stopped.
      if (bytes < head.bytes) await program;
      return bytes;
    }
    const keep = (bytes: Buffer) => writeFile(head.path, bytes);
    const bytes = await pourOnto({ next, head: { bytes: head.bytes, keep }, ...onto }, options);
    await program;
    return bytes;
  } finally {
    stop.abort();
    await reader.close();
    await program.catch(() => {});
  }
}

async function headOnly(next: (buffer: Buffer) => Promise<number>, head: UnpackRequest['head']) {
  const buffer = Buffer.alloc(head.bytes);
  const bytes = await next(buffer);
  await writeFile(head.path, buffer.subarray(0, bytes));
  return bytes;
}

/** Both ends of a FIFO, whose name is gone again. Opened for both, it waits for nobody (fifo(7)). */
async function makeFifo(run: Run, path: string): Promise<{ reader: FileHandle; writer: FileHandle }> {
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  await run(['mkfifo', path]);
  const both = await open(path, 'r+');
  try {
    return { reader: await open(path, 'r'), writer: await open(path, 'w') };
  } finally {
    await both.close();
    await rm(path, { force: true });
  }
}

/** Reads until the buffer is full or the stream ends. @returns bytes read. */
async function fill(from: FileHandle, buffer: Buffer): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await from.read(buffer, filled, buffer.length - filled, null);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
