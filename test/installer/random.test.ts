import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomText, randomUuid } from '../../src/installer/random.ts';

const bytes = fc.infiniteStream(fc.nat(255)).map((stream) => (n: number) => Uint8Array.from(stream.take(n)));
test('a UUID is version 4, variant 1, whatever the bytes', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      expect(randomUuid(random)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }),
  );
});

test('text favours no letter: each of the 62 comes from four of the bytes, the other eight are skipped', () => {
  let next = 248;
  const all = randomText((n) => Uint8Array.from({ length: n }, () => next++ % 256), 248);
  const counts = Map.groupBy(all, (letter) => letter);
  expect(counts.size).toBe(62);
  expect(new Set([...counts.values()].map((list) => list.length))).toEqual(new Set([4]));
});
