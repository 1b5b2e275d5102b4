import { readFileSync } from 'node:fs';
import { MiB } from '../../src/bytes.ts';
import {
  diskBytes,
  fatFile,
  isSameRange,
  type PartitionOnDisk,
  readRange,
  readTable,
} from './disk-contents.ts';
import { bootFile } from './facts.ts';
import { type Expected, hasCompleteNote, missingFrom } from './node-on-disk.ts';

/** What a machine finds on a disk that an installation was cut on. `neither` must never be found. */
export type Outcome = 'old system untouched' | 'does not boot and says why' | 'complete' | 'neither';
export type Judged = { readonly outcome: Outcome; readonly because: string };
export type Verdict = { readonly bios: Judged; readonly uefi: Judged };

/** The disk before the installation: what of it has to be the same, in bytes, while it is called untouched. */
export type Before = {
  readonly image: string;
  readonly ranges: readonly { readonly start: number; readonly bytes: number }[];
};
export type Reference = Expected & { readonly before?: Before };

/** The line of the mark: what a BIOS prints, and what can be read in the first sector. */
export const NOT_FINISHED = 'COS: the installation on this disk was not finished.';

const BOOT_FILE = 'EFI/BOOT/BOOTX64.EFI';
const ESP_TYPE = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const SECTOR_BYTES = 512;
/** Bytes that a BIOS runs. */
const CODE_BYTES = 440;
/** How a BIOS tells a sector that it may run. */
const BOOT_SIGNATURE = Buffer.from([0x55, 0xaa]);

/** Judges a disk by what is on it alone: what each firmware would do with it, and whether that may be. */
export function judge(image: string, reference: Reference): Verdict {
  const table = readTable(image);
  const sector = readRange(image, 0, SECTOR_BYTES);
  let missing: readonly string[] | undefined;
  const complete = (what: string): Judged => {
    missing ??= missingFrom(image, table, reference);
    return missing.length === 0
      ? { outcome: 'complete', because: what }
      : neither(`${what}, but: ${missing.join('; ')}`);
  };
  const seen: Seen = { image, sector, table, before: reference.before, complete };
  const verdict = { bios: judgeBios(seen), uefi: judgeUefi(seen) };
  const isComplete = verdict.bios.outcome === 'complete' && verdict.uefi.outcome === 'complete';
  // The note comes before the boot code; while the disk is marked, it does not count.
  if (isComplete || isMarked(sector) || !hasCompleteNote(image, table)) return verdict;
  const note = neither(`the note that the node is complete is there, but: ${JSON.stringify(verdict)}`);
  return { bios: note, uefi: note };
}

type Seen = {
  readonly image: string;
  readonly sector: Buffer;
  readonly table: readonly PartitionOnDisk[];
  readonly before: Before | undefined;
  readonly complete: (what: string) => Judged;
};

/** A BIOS runs the first sector when it ends with the signature. */
function judgeBios({ image, sector, before, complete }: Seen): Judged {
  const code = sector.subarray(0, CODE_BYTES);
  if (isMarked(sector)) return { outcome: 'does not boot and says why', because: 'the mark is in sector 0' };
  if (code.equals(readFileSync(bootFile('boot.img')).subarray(0, CODE_BYTES)) && isBootable(sector))
    return complete('the boot code is in sector 0');
  if (before && sector.equals(readRange(before.image, 0, SECTOR_BYTES))) return untouched(image, before);
  return neither(`sector 0 begins with ${code.toString('hex', 0, 16)}`);
}

/** UEFI starts the boot file of an ESP in a valid table. */
function judgeUefi({ image, sector, table, before, complete }: Seen): Judged {
  const found = bootFileOf(image, table);
  if (found && before && found.equals(bootFileOf(before.image, readTable(before.image)) ?? Buffer.alloc(0))) {
    const old = untouched(image, before);
    if (old.outcome !== 'neither') return old;
  }
  if (found?.equals(readFileSync(bootFile('BOOTX64.EFI')))) return complete('BOOTX64.EFI is there');
  if (found) return neither(`BOOTX64.EFI is neither ours nor the old one (${found.length} bytes)`);
  if (isMarked(sector)) return { outcome: 'does not boot and says why', because: 'no BOOTX64.EFI' };
  if (before && !bootFileOf(before.image, readTable(before.image))) return untouched(image, before);
  return neither('no BOOTX64.EFI, and nothing says why');
}

function untouched(image: string, { image: old, ranges }: Before): Judged {
  const changed = ranges.filter(({ start, bytes }) => !isSameRange(image, old, start, bytes));
  return changed.length === 0
    ? { outcome: 'old system untouched', because: 'all of it is as it was' }
    : neither(`the old system boots, changed at ${changed.map(({ start }) => start).join(', ')}`);
}

/** The boot file of the first ESP that has one. */
function bootFileOf(image: string, table: readonly PartitionOnDisk[]): Buffer | undefined {
  return table
    .filter(({ type }) => type === ESP_TYPE)
    .map(({ start }) => fatFile(image, start, BOOT_FILE))
    .find((file) => file !== undefined);
}

function isBootable(sector: Buffer): boolean {
  return sector.subarray(SECTOR_BYTES - 2).equals(BOOT_SIGNATURE);
}

function isMarked(sector: Buffer): boolean {
  return isBootable(sector) && sector.includes(NOT_FINISHED);
}

function neither(because: string): Judged {
  return { outcome: 'neither', because };
}

/** What of an empty disk has to stay so while it is called untouched: where a system would lie. */
export function emptyBefore(image: string): Before {
  return {
    image,
    ranges: [
      { start: MiB, bytes: 256 * MiB },
      { start: diskBytes(image) - MiB, bytes: MiB },
    ],
  };
}
