import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CompareRequest } from '../../src/block-io/requests.ts';
import { GiB, MiB } from '../../src/bytes.ts';
import { placesOf, proveSize } from '../../src/disk/prove-size.ts';
import { BlockFailure } from '../../src/machine.ts';

const BYTES = 10 * GiB;

/** A disk that keeps what is written at `goes(offset)`, and nothing where that is undefined. */
function diskThat(goes: (offset: number) => number | undefined) {
  const kept = new Map<number, string>();
  const written: number[] = [];
  return {
    written,
    async writeAt(_: string, offset: number, data: Uint8Array) {
      const place = goes(offset);
      if (place === undefined) return;
      written.push(place);
      kept.set(place, Buffer.from(data).toString());
    },
    async compare({ path, offset, with: wanted }: CompareRequest) {
      const found = kept.get(goes(offset) ?? -1);
      if (!('content' in wanted)) throw new Error('compared with a file');
      if (found !== wanted.content) throw new BlockFailure('target', 'content', path, offset, 'differs');
    },
  };
}

test('a good disk passes; mark and undo data in its first MiB are not touched', async () => {
  const disk = diskThat((offset) => offset);
  await proveSize(disk, '/dev/sda', BYTES);
  expect(disk.written.length).toBeGreaterThanOrEqual(64);
  expect(Math.min(...disk.written)).toBe(MiB);
});

test.each([2, 3, 4, 8])(
  'a disk of %i GiB that begins again behind its end: the byte that is lost is named',
  async (size) => {
    const disk = diskThat((offset) => offset % (size * GiB));
    const failure = await proveSize(disk, '/dev/sda', BYTES).catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ trouble: 'content', path: '/dev/sda', offset: MiB });
    expect(Math.min(...disk.written)).toBe(MiB);
  },
);

test('a disk that loses what is behind its end: the first place there is named', async () => {
  const disk = diskThat((offset) => (offset < 2 * GiB ? offset : undefined));
  const failure = await proveSize(disk, '/dev/sda', BYTES).catch((cause: unknown) => cause);
  expect(failure).toMatchObject({ offset: 2 * GiB + MiB });
});

test('a disk that refuses a write: its byte, and its reason', async () => {
  const disk = diskThat((offset) => offset);
  const writeAt = async (_: string, offset: number) => {
    if (offset > 3 * GiB) throw new Error('EIO: i/o error, write');
  };
  const failure = await proveSize({ ...disk, writeAt }, '/dev/sda', BYTES).catch((cause: unknown) => cause);
  expect(failure).toMatchObject({ trouble: 'write', offset: 3 * GiB + MiB, reason: 'EIO: i/o error, write' });
});

test('64 to 128 places on a disk of any size, the last one in its last part', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 64 * 1024 * 1024 }), (mebibytes) => {
      const bytes = mebibytes * MiB;
      const places = placesOf(bytes);
      expect(places.length).toBeLessThanOrEqual(128);
      expect(places.length).toBeGreaterThanOrEqual(Math.min(64, mebibytes) - 1);
      expect(places.every((place) => place % MiB === 0 && place + 4096 <= bytes)).toBe(true);
      expect(bytes - (places.at(-1) ?? 0)).toBeLessThanOrEqual(Math.max(2 * MiB, bytes / 32));
    }),
  );
});
