import { createHash, randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { expect, test } from 'vitest';
import { copyBytes } from '../../src/block-io/copy.ts';
import type { CopyRequest, Spent } from '../../src/block-io/requests.ts';
import { MiB } from '../../src/bytes.ts';
import { inFolder, withLoop } from './files.ts';

const path = inFolder();
/** More than two windows between flushes, and a piece of a block. */
const BYTES = 75 * MiB + 4096 + 123;

function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** A source, and a copy of it that is read back from `from`. */
function prepare(from: string): { source: Buffer; request: CopyRequest } {
  const source = randomBytes(BYTES);
  writeFileSync(path('from'), source);
  writeFileSync(path('to'), Buffer.alloc(BYTES + MiB));
  const read_back = { from, sha256: sha256(source) };
  const request = { from: path('from'), fromOffset: 0, to: path('to'), toOffset: 0, bytes: BYTES, read_back };
  return { source, request };
}

test('what was written is read behind the writer: each byte counts when both are done', async () => {
  const { source, request } = prepare(path('to'));
  const seen: number[] = [];
  const spent: Spent[] = [];
  await copyBytes(request, {
    onProgress: (done, times) => {
      seen.push(done);
      if (times) spent.push(times);
    },
  });
  expect(readFileSync(path('to')).subarray(0, BYTES).equals(source)).toBe(true);
  expect(seen.at(-1)).toBe(BYTES);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.filter((done) => done < BYTES / 2).length).toBeGreaterThan(5);
  for (const seconds of Object.values(spent.at(-1) ?? {})) expect(seconds).toBeGreaterThan(0);
});

test.each([5 * MiB + 7, BYTES - 1])('a byte that changed on its way: %i', async (offset) => {
  const { source, request } = prepare(path('disk'));
  const disk = Buffer.from(source);
  disk[offset] = (disk[offset] ?? 0) ^ 0x10;
  writeFileSync(path('disk'), disk);
  const failure = { side: 'target', trouble: 'content', path: path('disk'), offset };
  await expect(copyBytes(request)).rejects.toMatchObject(failure);
});

test('a byte that changes on the disk after it was flushed is found, for what is read is the disk', async () => {
  const { request } = prepare(path('to'));
  await withLoop(path('to'), async (device) => {
    const onDevice = {
      ...request,
      to: device,
      read_back: { from: device, sha256: request.read_back?.sha256 ?? '' },
    };
    const file = openSync(path('to'), 'r+');
    let flipped = false;
    const onProgress = (done: number) => {
      // The first window is flushed, and the second is written: nothing of it has been read back.
      if (flipped || done < 18 * MiB) return;
      flipped = true;
      const [byte = 0] = readFileSync(path('from')).subarray(MiB, MiB + 1);
      writeSync(file, Buffer.from([byte ^ 1]), 0, 1, MiB);
    };
    const failure = { side: 'target', trouble: 'content', path: device, offset: MiB };
    await expect(copyBytes(onDevice, { onProgress })).rejects.toMatchObject(failure);
    closeSync(file);
    expect(flipped).toBe(true);
  });
});

test('a source that gives something else than was promised is not blamed on the disk', async () => {
  const { request } = prepare(path('to'));
  const promised = { ...request, read_back: { from: path('to'), sha256: '0'.repeat(64) } };
  const failure = { side: 'source', trouble: 'content', path: path('from') };
  await expect(copyBytes(promised)).rejects.toMatchObject(failure);
});

test('a mapping that refuses a block: the disk below decides what is said', async () => {
  const { source, request } = prepare('');
  // A mapping that ends early stands for one that answers EIO there: it cannot be read from this byte on.
  writeFileSync(path('mapping'), source.subarray(0, 8 * MiB));
  const mapped = { ...request, read_back: { from: path('mapping') } };
  await expect(copyBytes(mapped)).rejects.toMatchObject({
    ...{ side: 'source', trouble: 'content', path: path('from'), offset: 8 * MiB },
  });
  writeFileSync(path('from'), source.subarray(0, 8 * MiB));
  await expect(copyBytes(mapped)).rejects.toMatchObject({ side: 'source', trouble: 'read', offset: 8 * MiB });
});

test('an abort between windows ends writer and reader', async () => {
  const { request } = prepare(path('to'));
  const abort = new AbortController();
  const onProgress = (done: number) => {
    if (done > 20 * MiB) abort.abort();
  };
  await expect(copyBytes(request, { signal: abort.signal, onProgress })).rejects.toThrow(/abort/i);
  expect(
    readFileSync(path('to'))
      .subarray(-2 * MiB)
      .every((byte) => byte === 0),
  ).toBe(true);
});
