import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MiB } from '../../src/bytes.ts';
import { AREA, type ByteRange, bothEnds, disjoint, diskEnds, without } from '../../src/disk/ranges.ts';

const LIMIT = 400;
const range = fc.record({
  offset: fc.integer({ min: -50, max: 450 }),
  bytes: fc.integer({ min: 0, max: 200 }),
});

/** Every byte of some ranges, as often as they name it. */
function bytesOf(ranges: readonly ByteRange[]): number[] {
  return ranges.flatMap(({ offset, bytes }) => Array.from({ length: bytes }, (_, index) => offset + index));
}

test('disjoint ranges name the same bytes of the disk, each once, and none outside', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 6 }), (ranges) => {
      const bytes = bytesOf(disjoint(ranges, LIMIT));
      expect(new Set(bytes).size).toBe(bytes.length);
      const wanted = new Set(bytesOf(ranges).filter((byte) => byte >= 0 && byte < LIMIT));
      expect(new Set(bytes)).toEqual(wanted);
    }),
  );
});

test('what is there already stays as it is, before what is new', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 4 }), fc.array(range, { maxLength: 4 }), (one, two) => {
      const known = disjoint(one, LIMIT);
      expect(disjoint([...known, ...two], LIMIT).slice(0, known.length)).toEqual(known);
    }),
  );
});

test('the places of both tables come first and by themselves; a short device has one end', () => {
  expect(disjoint(diskEnds(10 * MiB), 10 * MiB)).toEqual([
    { offset: 0, bytes: 32768 },
    { offset: 10 * MiB - 32768, bytes: 32768 },
    AREA,
    { offset: 9 * MiB, bytes: MiB - 32768 },
  ]);
  expect(disjoint(bothEnds({ offset: 100, bytes: 50 }), 1000)).toEqual([{ offset: 100, bytes: 50 }]);
  expect(without({ offset: 0, bytes: 10 }, [{ offset: 3, bytes: 2 }])).toEqual([
    { offset: 0, bytes: 3 },
    { offset: 5, bytes: 5 },
  ]);
});
