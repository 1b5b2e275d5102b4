import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readBytes, readPlaces } from '../../src/block-io/read.ts';
import { readSpan } from '../../src/block-io/spans.ts';
import { MiB } from '../../src/bytes.ts';
import { inFolder } from './files.ts';

const path = inFolder();

test('reading to the end counts every byte; one too many fails', async () => {
  writeFileSync(path('from'), randomBytes(5 * MiB));
  let done = 0;
  await readBytes({ path: path('from'), bytes: 5 * MiB }, { onProgress: (bytes) => (done = bytes) });
  expect(done).toBe(5 * MiB);
  const more = readBytes({ path: path('from'), bytes: 5 * MiB + 1 });
  await expect(more).rejects.toMatchObject({ offset: 5 * MiB, reason: 'it ends here, 1 bytes are missing' });
});

test.each(['sha1', 'sha256', 'sha512'])(
  'with its %s, the content and the length have to be right',
  async (algorithm) => {
    const data = randomBytes(6 * MiB + 5);
    const digest = { [algorithm]: createHash(algorithm).update(data).digest('hex') };
    writeFileSync(path('from'), data);
    await readBytes({ path: path('from'), bytes: data.length, ...digest });
    const other = { side: 'source', trouble: 'content' };
    await expect(readBytes({ path: path('from'), bytes: 6 * MiB, ...digest })).rejects.toMatchObject(other);
    data[MiB] = (data[MiB] ?? 0) ^ 1;
    writeFileSync(path('from'), data);
    await expect(readBytes({ path: path('from'), bytes: data.length, ...digest })).rejects.toMatchObject(
      other,
    );
  },
);

test('of a chunk that cannot be read, the first bad block is named', async () => {
  const bad = [MiB + 8192, 3 * MiB];
  const read = async (_: Buffer, __: number, length: number, position: number) => {
    if (bad.some((block) => block < position + length && block + 4096 > position))
      throw new Error('EIO: i/o error, read');
    return { bytesRead: length };
  };
  const from = { file: { read, stat: () => Promise.reject(), close: () => Promise.resolve() } };
  const readable = {
    ...from,
    path: '/dev/x',
    side: 'target',
    [Symbol.asyncDispose]: () => Promise.resolve(),
  } as const;
  const chunk = readSpan(readable, Buffer.alloc(4 * MiB), { position: MiB, bytes: 3 * MiB });
  await expect(chunk).rejects.toMatchObject({
    ...{
      side: 'target',
      trouble: 'read',
      path: '/dev/x',
      offset: MiB + 8192,
      reason: 'EIO: i/o error, read',
    },
  });
});

test('places are read all over a file, and the first bad one rejects', async () => {
  writeFileSync(path('disk'), randomBytes(3 * MiB));
  const seen: number[] = [];
  const onProgress = (bytes: number) => void seen.push(bytes);
  await readPlaces({ path: path('disk'), places: [0, MiB, 3 * MiB - 4096], bytes: 4096 }, { onProgress });
  expect(seen).toEqual([4096, 8192, 12288]);
  const behind = readPlaces({ path: path('disk'), places: [0, 3 * MiB, 0], bytes: 4096 }, { onProgress });
  await expect(behind).rejects.toMatchObject({ path: path('disk'), offset: 3 * MiB });
  expect(seen).toEqual([4096, 8192, 12288, 4096]);
  await expect(readPlaces({ path: path('none'), places: [0], bytes: 4096 })).rejects.toThrow(/ENOENT/);
});

test('reading places stops when it is aborted', async () => {
  writeFileSync(path('disk'), randomBytes(MiB));
  const abort = new AbortController();
  const request = { path: path('disk'), places: [0, 4096, 8192], bytes: 4096 };
  const seen: number[] = [];
  const onProgress = (bytes: number) => {
    seen.push(bytes);
    abort.abort();
  };
  await expect(readPlaces(request, { signal: abort.signal, onProgress })).rejects.toThrow(/abort/i);
  expect(seen).toEqual([4096]);
});
