import { chunkBuffers } from './blocks.ts';
import { BlockFailure } from './failure.ts';
import { Meter } from './meter.ts';
import { readAhead } from './read-ahead.ts';
import type { CompareRequest, IoOptions } from './requests.ts';
import { openReadable, readSpan, type Span, spansOf } from './spans.ts';

const DIFFERS = 'it is not what was written';

/**
 * Reads a place of a file or device past the page cache and compares it with what has to be there.
 * @throws BlockFailure with the first byte that differs or cannot be read.
 */
export async function compareBytes(request: CompareRequest, options: IoOptions = {}): Promise<void> {
  const { path, offset } = request;
  await using there = await openReadable(path, 'target');
  await using wanted = await wantedOf(request);
  const meter = new Meter(1, options.onProgress);
  const spans = spansOf(offset, request.bytes ?? wanted.bytes);
  let done = 0;
  for await (const found of readAhead(there, spans, (read) => meter.during('read_back', read))) {
    options.signal?.throwIfAborted();
    const span = { position: done, bytes: found.length };
    const differs = differsAt(found, await meter.during('source', () => wanted.read(span)));
    if (differs !== undefined)
      throw new BlockFailure('target', 'content', path, offset + done + differs, DIFFERS);
    done += found.length;
    meter.done(found.length);
  }
  if (!request.file) return;
  const { size } = await there.file.stat();
  if (size !== offset + done)
    throw new BlockFailure('target', 'content', path, offset + done, `it has ${size} bytes`);
}

/** The first byte in which two buffers of one length differ. */
export function differsAt(one: Buffer, other: Buffer): number | undefined {
  if (one.equals(other)) return undefined;
  const differs = one.findIndex((byte, index) => byte !== other[index]);
  return differs < 0 ? undefined : differs;
}

type Wanted = AsyncDisposable & { readonly bytes: number; read(span: Span): Promise<Buffer> };

/** What has to be there, piece by piece, counted from its start. */
async function wantedOf({ with: wanted }: CompareRequest): Promise<Wanted> {
  if ('content' in wanted) {
    const content = Buffer.from(wanted.content);
    const read = async ({ position, bytes }: Span) => content.subarray(position, position + bytes);
    return { bytes: content.length, read, [Symbol.asyncDispose]: async () => {} };
  }
  const { from, offset } = wanted;
  const source = await openReadable(from, 'source');
  const [buffer = Buffer.alloc(0)] = chunkBuffers(1);
  return {
    bytes: (await source.file.stat()).size - offset,
    read: ({ position, bytes }) => readSpan(source, buffer, { position: offset + position, bytes }),
    [Symbol.asyncDispose]: () => source.file.close(),
  };
}
