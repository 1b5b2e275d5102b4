import { createHash } from 'node:crypto';
import { chunkBuffers, openFresh } from './blocks.ts';
import { BlockFailure, reasonOf } from './failure.ts';
import { Meter } from './meter.ts';
import { readAhead } from './read-ahead.ts';
import type { Digests, IoOptions, PlacesRequest, ReadRequest } from './requests.ts';
import { type Readable, readSpan, spansOf } from './spans.ts';

/**
 * Reads the first bytes of a file or device, past the page cache where that is possible.
 * @throws BlockFailure with the first byte that cannot be read, or where the digest is another one.
 */
export async function readBytes(request: ReadRequest, options: IoOptions = {}): Promise<void> {
  const { path, bytes } = request;
  const wanted = digestOf(request);
  await using from = await openSource(path);
  const hash = wanted && createHash(wanted.algorithm);
  const meter = new Meter(1, options.onProgress);
  const chunks = readAhead(from, spansOf(0, bytes), (read) => meter.during('source', read));
  for await (const chunk of chunks) {
    options.signal?.throwIfAborted();
    if (hash) meter.at('hash', () => hash.update(chunk));
    meter.done(chunk.length);
  }
  if (hash === undefined || wanted === undefined) return;
  const { size } = await from.file.stat();
  const found = hash.digest('hex');
  if (size !== bytes) throw new BlockFailure('source', 'content', path, bytes, `it has ${size} bytes`);
  const name = wanted.algorithm.toUpperCase().replace('SHA', 'SHA-');
  if (found !== wanted.digest)
    throw new BlockFailure('source', 'content', path, 0, `its ${name} is ${found}`);
}

function digestOf(request: Digests) {
  for (const algorithm of ['sha256', 'sha1', 'sha512'] as const) {
    const digest = request[algorithm];
    if (digest !== undefined) return { algorithm, digest };
  }
  return undefined;
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
