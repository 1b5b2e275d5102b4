import { createHash } from 'node:crypto';
import { chunkBuffers, openFresh } from './blocks.ts';
import { BlockFailure, reasonOf } from './failure.ts';
import { Meter } from './meter.ts';
import { readAhead } from './read-ahead.ts';
import type { IoOptions, PlacesRequest, ReadRequest } from './requests.ts';
import { type Readable, readSpan, spansOf } from './spans.ts';

/**
 * Reads the first bytes of a file or device, past the page cache where that is possible.
 * @throws BlockFailure with the first byte that cannot be read, or where the SHA-256 is another one.
 */
export async function readBytes(request: ReadRequest, options: IoOptions = {}): Promise<void> {
  const { path, bytes, sha256 } = request;
  await using from = await openSource(path);
  const hash = sha256 === undefined ? undefined : createHash('sha256');
  const meter = new Meter(1, options.onProgress);
  const chunks = readAhead(from, spansOf(0, bytes), (read) => meter.during('source', read));
  for await (const chunk of chunks) {
    options.signal?.throwIfAborted();
    if (hash) meter.at('hash', () => hash.update(chunk));
    meter.done(chunk.length);
  }
  if (hash === undefined) return;
  const { size } = await from.file.stat();
  const found = hash.digest('hex');
  if (size !== bytes) throw new BlockFailure('source', 'content', path, bytes, `it has ${size} bytes`);
  if (found !== sha256) throw new BlockFailure('source', 'content', path, 0, `its SHA-256 is ${found}`);
}

/**
 * Reads some places of a device and throws them away, past the page cache where the device allows it: what was
 * read before proves nothing. Places and length are multiples of 4096; the first bad place rejects.
 */
export async function readPlaces(
  { path, places, bytes }: PlacesRequest,
  options: IoOptions = {},
): Promise<void> {
  await using from = await openSource(path);
  const [buffer = Buffer.alloc(0)] = chunkBuffers(1);
  for (const [index, position] of places.entries()) {
    options.signal?.throwIfAborted();
    await readSpan(from, buffer, { position, bytes });
    options.onProgress?.((index + 1) * bytes);
  }
}

async function openSource(path: string): Promise<Readable> {
  try {
    const file = await openFresh(path);
    return { file, path, side: 'source', [Symbol.asyncDispose]: () => file.close() };
  } catch (cause) {
    throw new BlockFailure('source', 'read', path, 0, reasonOf(cause));
  }
}
