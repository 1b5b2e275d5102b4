import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { MiB } from '../bytes.ts';
import { BLOCK, firstBad, openDirect, writeFully } from './blocks.ts';
import { BlockFailure, reasonOf } from './failure.ts';
import type { Flushed } from './flushed.ts';
import type { Meter } from './meter.ts';
import { readAhead } from './read-ahead.ts';
import type { CopyRequest } from './requests.ts';
import { openReadable, spansOf } from './spans.ts';

/** Bytes between two flushes of a copy that is read back: a disk's own cache is rarely larger than a few. */
const WINDOW = 32 * MiB;

export type Writing = {
  readonly signal: AbortSignal;
  readonly meter: Meter;
  readonly flushed: Flushed;
};

/** Writes from source to target, reading one chunk ahead; all of it is flushed at the end. */
export async function writeAll(request: CopyRequest, { signal, meter, flushed }: Writing): Promise<void> {
  await using source = await openReadable(request.from, 'source');
  await using target = await openTarget(request);
  const spans = spansOf(request.fromOffset, request.bytes);
  const flush = (upTo: number) =>
    meter.during('target', () => flushTarget(request, target.plain, flushed, upTo));
  let flushing = Promise.resolve();
  let done = 0;
  let flushedTo = 0;
  for await (const chunk of readAhead(source, spans, (read) => meter.during('source', read))) {
    signal.throwIfAborted();
    await meter.during('target', () => target.write(chunk, request.toOffset + done));
    done += chunk.length;
    meter.done(chunk.length);
    if (!request.read_back || done - flushedTo < WINDOW) continue;
    await flushing;
    flushing = unlessUnheard(flush(done));
    flushedTo = done;
  }
  await flushing;
  await flush(done);
}

/** Another failure may end the copy before this one is awaited; it is not unhandled then. */
function unlessUnheard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** The target, for whole blocks past the page cache where that is possible. */
async function openTarget({ fromOffset, to, toOffset }: CopyRequest) {
  const aligned = fromOffset % BLOCK === 0 && toOffset % BLOCK === 0;
  const direct = aligned ? await openDirect(to, constants.O_WRONLY) : undefined;
  const plain = await open(to, 'r+');
  return {
    plain,
    write: async (chunk: Buffer, position: number) => {
      const file = (chunk.length % BLOCK === 0 ? direct : undefined) ?? plain;
      try {
        await writeFully(file, chunk, position);
      } catch (cause) {
        const piece = (at: number, n: number) =>
          writeFully(file, chunk.subarray(at - position, at - position + n), at);
        const bad = await firstBad(position, chunk.length, piece);
        throw new BlockFailure('target', 'write', to, bad?.offset ?? position, reasonOf(bad?.cause ?? cause));
      }
    },
    [Symbol.asyncDispose]: async () => {
      await direct?.close();
      await plain.close();
    },
  };
}

async function flushTarget({ to, toOffset }: CopyRequest, file: FileHandle, flushed: Flushed, at: number) {
  try {
    await file.datasync();
  } catch (cause) {
    throw new BlockFailure('target', 'write', to, toOffset + flushed.bytes, reasonOf(cause));
  }
  flushed.advance(at);
}
