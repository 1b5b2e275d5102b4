import { Flushed } from './flushed.ts';
import { Meter } from './meter.ts';
import { readBehind } from './read-behind.ts';
import type { CopyRequest, IoOptions } from './requests.ts';
import { together } from './together.ts';
import { writeAll } from './write.ts';

/**
 * Copies bytes between files or block devices. Whole blocks go past the page cache (O_DIRECT) where the target
 * allows it, the rest through it; everything is flushed before the promise resolves. With `read_back` it is
 * also read again, at least a window of flushed bytes behind the writer, and proven.
 * @throws BlockFailure with the first bad byte.
 */
export async function copyBytes(request: CopyRequest, options: IoOptions = {}): Promise<void> {
  const { read_back } = request;
  const flushed = new Flushed();
  const meter = new Meter(read_back ? 2 : 1, options.onProgress);
  const write = async (signal: AbortSignal) => {
    try {
      await writeAll(request, { signal, meter, flushed });
    } finally {
      flushed.end();
    }
  };
  const read = (signal: AbortSignal) =>
    read_back ? readBehind(request, read_back, { signal, meter, flushed }) : Promise.resolve();
  await together([write, read], options.signal);
}
