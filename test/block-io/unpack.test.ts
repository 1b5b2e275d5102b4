import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BlockFailure } from '../../src/block-io/failure.ts';
import { MiB } from '../../src/bytes.ts';
import { CommandFailed, realMachine } from '../../src/machine.ts';

// The programs that unpack are what is tested here.
vi.unmock('execa');

let folder = '';
const path = (name: string) => join(folder, name);

beforeEach(() => {
  // Not below a tmpfs: that one knows no O_DIRECT.
  mkdirSync('build', { recursive: true });
  folder = mkdtempSync(join(process.cwd(), 'build', 'unpack-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An image of 9 MiB and a bit, with zeros in it, and a disk of `capacity` bytes full of something else. */
function make(bytes = 9 * MiB + 512, capacity = 12 * MiB) {
  const image = Buffer.alloc(bytes);
  // Each sector is another one; the middle is empty, as in images of disks.
  for (let at = 0; at + 8 <= bytes; at += 512) image.writeDoubleLE(Math.sqrt(at + 1), at);
  if (bytes > 5 * MiB) image.fill(0, 2 * MiB, 5 * MiB);
  writeFileSync(path('image'), image);
  const disk = Buffer.alloc(capacity, 'x');
  writeFileSync(path('disk'), disk);
  return { image, disk };
}

const packed = (program: string, ...args: string[]) => {
  writeFileSync(path('packed'), execFileSync(program, [...args, path('image')], { maxBuffer: 64 * MiB }));
  return path('packed');
};
const head = () => ({ path: path('head'), bytes: MiB });
const onto = (capacity = 12 * MiB) => ({ device: path('disk'), capacity });

test.each([
  ['bzip2', ['lbzip2', '-c'], ['lbzip2', '-dc']],
  ['bzip2 of one stream', ['bzip2', '-c'], ['lbzip2', '-dc']],
  ['zstd', ['zstd', '-qc'], ['zstd', '-qdc']],
  ['xz', ['xz', '-1c'], ['xz', '-dc']],
  ['gzip', ['pigz', '-c'], ['pigz', '-dc']],
] as const)(
  '%s: the head goes to a file, the rest to its place, and nothing else is touched',
  async (_, pack, unpack) => {
    const { image, disk } = make();
    const from = packed(pack[0], ...pack.slice(1));
    const seen: number[] = [];
    const bytes = await realMachine.unpack(
      { argv: [...unpack, from], head: head(), onto: onto() },
      { onProgress: (done) => seen.push(done) },
    );
    expect(bytes).toBe(image.length);
    expect(readFileSync(path('head')).equals(image.subarray(0, MiB))).toBe(true);
    const wanted = Buffer.concat([disk.subarray(0, MiB), image.subarray(MiB), disk.subarray(image.length)]);
    expect(readFileSync(path('disk')).equals(wanted)).toBe(true);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(image.length);
    expect(existsSync(path('head.fifo'))).toBe(false);
  },
);

test('the head alone: the disk is not asked for, and the program need not come to its end', async () => {
  const { image } = make();
  const from = packed('lbzip2', '-c');
  expect(await realMachine.unpack({ argv: ['lbzip2', '-dc', from], head: head() })).toBe(MiB);
  expect(readFileSync(path('head')).equals(image.subarray(0, MiB))).toBe(true);
});

test('an image that is shorter than its head is all head', async () => {
  const { image, disk } = make(5000);
  const from = packed('zstd', '-qc');
  const argv = ['zstd', '-qdc', from] as const;
  expect(await realMachine.unpack({ argv, head: head(), onto: onto() })).toBe(5000);
  expect(readFileSync(path('head')).equals(image)).toBe(true);
  expect(readFileSync(path('disk')).equals(disk)).toBe(true);
});

test('an image that goes on behind the end of the disk is refused there', async () => {
  const { disk } = make(9 * MiB, 12 * MiB);
  const unpacking = realMachine.unpack({ argv: ['cat', path('image')], head: head(), onto: onto(8 * MiB) });
  await expect(unpacking).rejects.toMatchObject({ side: 'source', offset: 8 * MiB });
  expect(
    readFileSync(path('disk'))
      .subarray(8 * MiB)
      .equals(disk.subarray(8 * MiB)),
  ).toBe(true);
});

test.each([
  [
    'a flipped byte',
    (file: Buffer) =>
      file.fill(file.readUInt8(file.length >> 1) ^ 1, file.length >> 1, (file.length >> 1) + 1),
  ],
  ['an end that is missing', (file: Buffer) => file.subarray(0, file.length - 1000)],
  ['another file', () => Buffer.from('this is no archive')],
])('%s: the program says so, and so does the error', async (_, damage) => {
  make();
  const from = packed('lbzip2', '-c');
  writeFileSync(from, damage(readFileSync(from)));
  const unpacking = realMachine.unpack({ argv: ['lbzip2', '-dc', from], head: head(), onto: onto() });
  await expect(unpacking).rejects.toBeInstanceOf(CommandFailed);
});

test('a program that is not there', async () => {
  make();
  const unpacking = realMachine.unpack({ argv: ['no-such-program'], head: head(), onto: onto() });
  await expect(unpacking).rejects.toThrow(/no-such-program/);
});

test('a disk that is not there is not made', async () => {
  make();
  const device = path('none');
  const unpacking = realMachine.unpack({
    argv: ['cat', path('image')],
    head: head(),
    onto: { device, capacity: MiB },
  });
  await expect(unpacking).rejects.toThrow('ENOENT');
  expect(existsSync(device)).toBe(false);
});

test('an unpacking that is aborted ends', async () => {
  make(40 * MiB, 41 * MiB);
  const abort = new AbortController();
  const unpacking = realMachine.unpack(
    { argv: ['cat', path('image')], head: head(), onto: onto(41 * MiB) },
    { signal: abort.signal, onProgress: () => abort.abort() },
  );
  await expect(unpacking).rejects.toThrow(/abort/i);
  expect(
    readFileSync(path('disk'))
      .subarray(32 * MiB)
      .every((byte) => byte === 120),
  ).toBe(true);
});

/** Changes a byte of the disk once `when` so many bytes are written. */
async function spoilt(when: number, offset: number): Promise<unknown> {
  make(40 * MiB, 41 * MiB);
  const disk = openSync(path('disk'), 'r+');
  let done = 0;
  const unpacking = realMachine.unpack(
    { argv: ['cat', path('image')], head: head(), onto: onto(41 * MiB) },
    {
      onProgress: (bytes) => {
        if (done < when && bytes >= when) writeSync(disk, Buffer.from('?'), 0, 1, offset);
        done = bytes;
      },
    },
  );
  const failure: unknown = await unpacking.catch((cause: unknown) => cause);
  closeSync(disk);
  return failure;
}

test.each([
  ['a piece that was just written', 30 * MiB, 30 * MiB - 512],
  ['the last one', 40 * MiB, 40 * MiB - 1],
  ['the beginning, overwritten later by a disk that is smaller than it says', 30 * MiB, 3 * MiB + 77],
])('other data come back from %s: the byte is told', async (_, when, offset) => {
  const failure = await spoilt(when, offset);
  expect(failure).toBeInstanceOf(BlockFailure);
  expect(failure).toMatchObject({ side: 'target', trouble: 'content', path: path('disk'), offset });
});
