import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MiB } from '../../src/bytes.ts';
import { copySparse, diskBytes, readRange } from './disk-contents.ts';
import { emptyDisk } from './disks.ts';
import { type Before, emptyBefore, judge, NOT_FINISHED } from './judge.ts';
import { oldSystemBefore, oldSystemDisk } from './old-system.ts';
import { freshFolder } from './qemu.ts';

type Change = (image: string) => readonly [at: number, data: Buffer];

/** The mark of an unfinished installation, in the place of the boot code. */
function marked(image: string, table: 'clear' | 'keep'): Buffer {
  const sector = table === 'keep' ? readRange(image, 0, 512) : Buffer.alloc(512);
  sector.fill(0, 0, 440).write(NOT_FINISHED, 32);
  sector.set([0x55, 0xaa], 510);
  return sector;
}
const mark: Change = (image) => [0, marked(image, 'clear')];
/** The mark beside a table that counts: that of the new system. */
const markBesideTable: Change = (image) => [0, marked(image, 'keep')];
const zerosAt =
  (at: number, bytes = 512): Change =>
  () => [at, Buffer.alloc(bytes)];
const noCode: Change = zerosAt(0, 440);
const undoData: Change = () => [64 * 1024, Buffer.from('kept')];
const backupTable: Change = (image) => [diskBytes(image) - 512, Buffer.alloc(512)];
/** Where the ESP begins, and the ext4 file system. */
const oldSystemWiped: Change = zerosAt(MiB, MiB);
const oldFilesWiped: Change = zerosAt(65 * MiB, 64 * 1024);

const OLD = 'old system untouched';
const SAYS = 'does not boot and says why';

let folder: string;
let image: string;
beforeAll(() => {
  folder = freshFolder('judge');
  image = join(folder, 'disk.img');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a BIOS and UEFI find on a disk after these changes. */
function outcomes(before: Before, changes: readonly Change[]): string[] {
  copySparse(before.image, image);
  const file = openSync(image, 'r+');
  for (const change of changes) {
    const [at, data] = change(image);
    writeSync(file, data, 0, data.length, at);
  }
  closeSync(file);
  const { bios, uefi } = judge(image, { kernelArgs: [], before });
  return [bios.outcome, uefi.outcome];
}

describe('a disk with an old system', () => {
  let before: Before;
  beforeAll(() => {
    before = oldSystemBefore(oldSystemDisk(folder, 'old.img'));
  });

  test.each<[string, readonly Change[], string, string]>([
    ['as it was', [], OLD, OLD],
    ['with undo data where nobody has anything', [undoData], OLD, OLD],
    ['marked', [mark], SAYS, SAYS],
    ['marked and half wiped', [mark, undoData, oldSystemWiped, backupTable], SAYS, SAYS],
    ['marked for a BIOS only', [markBesideTable], SAYS, OLD],
    ['marked for a BIOS only and half wiped', [markBesideTable, oldFilesWiped], SAYS, 'neither'],
    ['that boots and is half wiped', [oldFilesWiped], 'neither', 'neither'],
    ['without the copy of its table', [backupTable], 'neither', 'neither'],
    ['without boot code', [noCode], 'neither', OLD],
    ['without its first sector', [zerosAt(0)], 'neither', 'neither'],
  ])('%s', (_, changes, bios, uefi) => {
    expect(outcomes(before, changes)).toEqual([bios, uefi]);
  });
});

describe('an empty disk', () => {
  test.each<[string, readonly Change[], string, string]>([
    ['as it was', [], OLD, OLD],
    ['marked', [mark], SAYS, SAYS],
    ['written to without a mark', [() => [2 * MiB, Buffer.from('x')]], 'neither', 'neither'],
  ])('%s', (_, changes, bios, uefi) => {
    expect(outcomes(emptyBefore(emptyDisk(folder, 'empty.img')), changes)).toEqual([bios, uefi]);
  });
});
