import { randomBytes } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { copyBytes } from '../../src/block-io/copy.ts';
import type { CopyRequest } from '../../src/block-io/requests.ts';
import { MiB } from '../../src/bytes.ts';
import { inFolder, withLoop } from './files.ts';

const path = inFolder();

function request(bytes: number, more: Partial<CopyRequest> = {}): CopyRequest {
  return { from: path('from'), fromOffset: 0, to: path('to'), toOffset: 0, bytes, ...more };
}

test.each([
  ['whole chunks at an aligned offset', 8 * MiB, 0, 4 * MiB],
  ['a last piece that is no multiple of a sector', 5 * MiB + 123, 0, MiB],
  ['an offset that O_DIRECT refuses', 2 * MiB, 0, 440],
  ['from an offset that O_DIRECT refuses', 5 * MiB, 440, 0],
  ['a part of the source', 3 * MiB, MiB, 0],
  ['more than two chunks between chunks', 13 * MiB, MiB, 2 * MiB],
  ['boot code: less than a sector', 440, 0, 0],
])('copies %s and nothing else', async (_, bytes, fromOffset, toOffset) => {
  const source = randomBytes(fromOffset + bytes + 1000);
  const before = randomBytes(toOffset + bytes + 4096);
  writeFileSync(path('from'), source);
  writeFileSync(path('to'), before);
  const seen: number[] = [];
  const onProgress = (done: number) => void seen.push(done);
  await copyBytes(request(bytes, { fromOffset, toOffset }), { onProgress });
  const after = readFileSync(path('to'));
  const wanted = Buffer.from(before);
  source.copy(wanted, toOffset, fromOffset, fromOffset + bytes);
  expect(after.equals(wanted)).toBe(true);
  expect(seen.at(-1)).toBe(bytes);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

test('a source that is too short is named with the place where it ends', async () => {
  writeFileSync(path('from'), randomBytes(1000));
  writeFileSync(path('to'), '');
  truncateSync(path('to'), MiB);
  await expect(copyBytes(request(2000))).rejects.toMatchObject({
    ...{ side: 'source', trouble: 'read', path: path('from'), offset: 1000 },
    reason: 'it ends here, 1000 bytes are missing',
  });
});

test('a target that is too short is named with its first byte that is not there', async () => {
  writeFileSync(path('from'), randomBytes(12 * MiB));
  writeFileSync(path('disk'), Buffer.alloc(9 * MiB + 8192));
  await withLoop(path('disk'), async (to) => {
    await expect(copyBytes(request(12 * MiB, { to }))).rejects.toMatchObject({
      ...{ side: 'target', trouble: 'write', path: to, offset: 9 * MiB + 8192 },
      reason: expect.stringMatching(/^ENOSPC/),
    });
  });
});

test('an aborted copy stops', async () => {
  writeFileSync(path('from'), randomBytes(9 * MiB));
  const empty = Buffer.alloc(9 * MiB);
  writeFileSync(path('to'), empty);
  const abort = new AbortController();
  const copy = copyBytes(request(9 * MiB), { signal: abort.signal, onProgress: () => abort.abort() });
  await expect(copy).rejects.toThrow(/abort/i);
  const rest = readFileSync(path('to')).subarray(4 * MiB);
  expect(rest.equals(empty.subarray(4 * MiB))).toBe(true);
});

test('a target that does not exist is not made, a source that does not is named', async () => {
  writeFileSync(path('from'), 'x');
  await expect(copyBytes(request(1, { to: path('none') }))).rejects.toThrow('ENOENT');
  const none = { side: 'source', trouble: 'read', path: path('none'), offset: 0 };
  await expect(copyBytes(request(1, { from: path('none') }))).rejects.toMatchObject(none);
});
