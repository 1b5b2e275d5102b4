import { expect, test } from 'vitest';
import {
  BOOT_CODE_BYTES,
  hasNoTable,
  isMarked,
  keptTable,
  marked,
  NOT_FINISHED,
} from '../../src/disk/not-finished.ts';

/** A first sector with boot code, an MS-DOS table and the boot signature. */
const OLD = Buffer.concat([Buffer.alloc(BOOT_CODE_BYTES, 'old code '), Buffer.alloc(70, 0x11)]);
const SECTOR = Buffer.concat([OLD, Buffer.from([0x55, 0xaa])]);

test('the line is one of an 80-column screen, in ASCII, once', () => {
  expect(NOT_FINISHED).toMatch(/^[\x20-\x7e]{20,79}$/);
  expect(marked(SECTOR, 'clear').toString('latin1').split(`\r\n${NOT_FINISHED}\r\n\0`)).toHaveLength(2);
});

test('the mark takes the table out of sight and keeps it; a BIOS still runs the sector', () => {
  expect(isMarked(SECTOR)).toBe(false);
  const sector = marked(SECTOR, 'clear');
  expect(sector).toHaveLength(512);
  expect(isMarked(sector) && hasNoTable(sector)).toBe(true);
  expect(Buffer.from(keptTable(sector))).toEqual(SECTOR.subarray(BOOT_CODE_BYTES));
  expect(sector.subarray(510)).toEqual(Buffer.from([0x55, 0xaa]));
});

test('a second mark keeps what the first one kept', () => {
  const first = marked(SECTOR, 'clear');
  expect(marked(first, 'clear')).toEqual(first);
  const partitioned = Buffer.concat([first.subarray(0, BOOT_CODE_BYTES), SECTOR.subarray(BOOT_CODE_BYTES)]);
  expect(marked(partitioned, 'clear')).toEqual(first);
});

test('put back beside a new table, the mark leaves that table where it is', () => {
  const sector = marked(SECTOR, 'keep');
  expect(isMarked(sector)).toBe(true);
  expect(sector.subarray(BOOT_CODE_BYTES)).toEqual(SECTOR.subarray(BOOT_CODE_BYTES));
});

test('a sector that nobody could start is one that a BIOS runs afterwards, with the line', () => {
  expect(marked(Buffer.alloc(512), 'keep').subarray(510)).toEqual(Buffer.from([0x55, 0xaa]));
});
