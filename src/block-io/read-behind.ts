import { createHash, type Hash } from 'node:crypto';
import { compareBytes } from './compare.ts';
import { BlockFailure } from './failure.ts';
import type { Flushed } from './flushed.ts';
import { judgeVerity } from './judge.ts';
import { readAhead } from './read-ahead.ts';
import type { CopyRequest, ReadBack } from './requests.ts';
import { openReadable, type Readable, spansOf } from './spans.ts';
import type { Writing } from './write.ts';

const OTHER_HASH = 'its SHA-256 is not the promised one';

/** Reads what was copied again, behind the writer and past the page cache, and proves it. */
export async function readBehind(request: CopyRequest, readBack: ReadBack, writing: Writing): Promise<void> {
  const hash = readBack.sha256 === undefined ? undefined : createHash('sha256');
  await using from = await openReadable(readBack.from, 'target');
  try {
    if (!(await readAll(from, request, writing, hash))) return;
  } catch (cause) {
    throw cause instanceof BlockFailure ? await judgeVerity(cause, request, readBack) : cause;
  }
  if (hash === undefined || hash.digest('hex') === readBack.sha256) return;
  const { from: source, fromOffset, toOffset, bytes } = request;
  await compareBytes({
    path: readBack.from,
    offset: toOffset,
    with: { from: source, offset: fromOffset },
    bytes,
  });
  throw new BlockFailure('source', 'content', source, fromOffset, OTHER_HASH);
}

/** @returns false when the writer has given up before the end. */
async function readAll(
  from: Readable,
  request: CopyRequest,
  { signal, meter, flushed }: Writing,
  hash: Hash | undefined,
): Promise<boolean> {
  const spans = behind(flushed, request, signal);
  let done = 0;
  for await (const chunk of readAhead(from, spans, (read) => meter.during('read_back', read))) {
    if (hash) meter.at('hash', () => hash.update(chunk));
    meter.done(chunk.length);
    done += chunk.length;
  }
  return done === request.bytes;
}

/** Each span once it may be read; the end comes early when the writer gives up. */
async function* behind(flushed: Flushed, { toOffset, bytes }: CopyRequest, signal: AbortSignal) {
  for (const span of spansOf(toOffset, bytes)) {
    if (!(await flushed.reach(span.position + span.bytes - toOffset))) return;
    signal.throwIfAborted();
    yield span;
  }
}
