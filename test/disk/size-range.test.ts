import { expect, test } from 'vitest';
import { GiB } from '../../src/bytes.ts';
import { parseSizeRange } from '../../src/disk/size-range.ts';

test.each([
  ['>=100G', { min_bytes: 100e9 }],
  ['> 100G', { min_bytes: 100e9 + 1 }],
  ['<=2T', { max_bytes: 2e12 }],
  ['<2T', { max_bytes: 2e12 - 1 }],
  ['100G-2T', { min_bytes: 100e9, max_bytes: 2e12 }],
  ['8Gi - 16Gi', { min_bytes: 8 * GiB, max_bytes: 16 * GiB }],
  ['480103981056', { min_bytes: 480103981056, max_bytes: 480103981056 }],
  ['480G', { min_bytes: 475.2e9, max_bytes: 484.8e9 }],
])('%s is a range', (text, range) => expect(parseSizeRange(text)).toEqual(range));

test.each(['', 'big', '>=', '>=x', '2T-100G', '100G-', '-100G', '1G-2G-3G', '<0', '=100G'])(
  '%j is none',
  (text) => expect(parseSizeRange(text)).toBeUndefined(),
);

test.each([
  ['480G', 480103981056, true],
  ['1T', 1000204886016, true],
  ['1.92T', 1920383410176, true],
  ['500G', 480103981056, false],
  ['256G', 250059350016, false],
  ['1.024T', 1000204886016, false],
])('%s as printed on the disk fits one of %d bytes: %s', (text, bytes, fits) => {
  const { min_bytes = Number.NaN, max_bytes = Number.NaN } = parseSizeRange(text) ?? {};
  expect(min_bytes <= bytes && bytes <= max_bytes).toBe(fits);
});
