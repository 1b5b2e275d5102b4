import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyBytes, readBytes, readPlaces } from '../src/block-io.ts';
import { MiB } from '../src/bytes.ts';

let folder = '';
const path = (name: string) => join(folder, name);

beforeEach(() => {
  // Not below a tmpfs: that one knows no O_DIRECT.
  mkdirSync('build', { recursive: true });
  folder = mkdtempSync(join(process.cwd(), 'build', 'io-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ['whole chunks at an aligned offset', 8 * MiB, 0, 4 * MiB],
  ['a last piece that is no multiple of a sector', 5 * MiB + 123, 0, MiB],
  ['an offset that O_DIRECT refuses', 2 * MiB, 0, 440],
  ['a part of the source', 3 * MiB, MiB, 0],
  ['boot code: less than a sector', 440, 0, 0],
])('copies %s and nothing else', async (_, bytes, fromOffset, toOffset) => {
  const source = randomBytes(fromOffset + bytes + 1000);
  const before = randomBytes(toOffset + bytes + 4096);
  writeFileSync(path('from'), source);
  writeFileSync(path('to'), before);
  const seen: number[] = [];
  await copyBytes(
    { from: path('from'), fromOffset, to: path('to'), toOffset, bytes },
    { onProgress: (done) => seen.push(done) },
  );
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
  const copy = copyBytes({ from: path('from'), fromOffset: 0, to: path('to'), toOffset: 0, bytes: 2000 });
  await expect(copy).rejects.toThrow(`${path('from')} ends at byte 1000, 1000 bytes missing`);
});

test('an aborted copy stops', async () => {
  writeFileSync(path('from'), randomBytes(9 * MiB));
  const empty = Buffer.alloc(9 * MiB);
  writeFileSync(path('to'), empty);
  const abort = new AbortController();
  const copy = copyBytes(
    { from: path('from'), fromOffset: 0, to: path('to'), toOffset: 0, bytes: 9 * MiB },
    { signal: abort.signal, onProgress: () => abort.abort() },
  );
  await expect(copy).rejects.toThrow(/abort/i);
  const rest = readFileSync(path('to')).subarray(4 * MiB);
  expect(rest.equals(empty.subarray(4 * MiB))).toBe(true);
});

test('reading to the end counts every byte; one too many fails', async () => {
  writeFileSync(path('from'), randomBytes(5 * MiB));
  let done = 0;
  await readBytes(path('from'), 5 * MiB, { onProgress: (bytes) => (done = bytes) });
  expect(done).toBe(5 * MiB);
  await expect(readBytes(path('from'), 5 * MiB + 1)).rejects.toThrow('1 bytes missing');
});

test('a target that does not exist is not made', async () => {
  writeFileSync(path('from'), 'x');
  const to = join(tmpdir(), 'cos-no-such-device');
  await expect(copyBytes({ from: path('from'), fromOffset: 0, to, toOffset: 0, bytes: 1 })).rejects.toThrow(
    'ENOENT',
  );
});

test('places are read all over a file, and the first bad one rejects', async () => {
  writeFileSync(path('disk'), randomBytes(3 * MiB));
  const seen: number[] = [];
  const onProgress = (bytes: number) => seen.push(bytes);
  await readPlaces({ path: path('disk'), places: [0, MiB, 3 * MiB - 4096], bytes: 4096 }, { onProgress });
  expect(seen).toEqual([4096, 8192, 12288]);
  const behind = readPlaces({ path: path('disk'), places: [0, 3 * MiB, 0], bytes: 4096 }, { onProgress });
  await expect(behind).rejects.toThrow(`${path('disk')} ends at byte ${3 * MiB}, 4096 bytes missing`);
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
