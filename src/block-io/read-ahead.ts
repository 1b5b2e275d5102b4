import { chunkBuffers } from './blocks.ts';
import { type Readable, readSpan, type Span } from './spans.ts';

/** Does a read; a meter may look on. */
type During = (read: () => Promise<Buffer>) => Promise<Buffer>;

/** Reads spans in their order, each while the one before it is used. A chunk is good until the next is asked for. */
export async function* readAhead(
  from: Readable,
  spans: Iterable<Span> | AsyncIterable<Span>,
  during: During = (read) => read(),
): AsyncGenerator<Buffer, void, void> {
  const buffers = chunkBuffers(2);
  let ahead: Promise<Buffer> | undefined;
  let turn = 0;
  for await (const span of spans) {
    const buffer = buffers[turn++ % 2] ?? Buffer.alloc(0);
    const next = during(() => readSpan(from, buffer, span));
    // Another failure may be the end before this one is awaited; it is not unhandled then.
    next.catch(() => {});
    if (ahead) yield await ahead;
    ahead = next;
  }
  if (ahead) yield await ahead;
}
