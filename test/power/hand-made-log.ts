import { writeFileSync } from 'node:fs';

/** One entry as dm-log-writes and blklogwrites write it; flags: 1 flush, 2 FUA, 4 discard, 8 mark. */
export type HandMade = {
  readonly sector: number;
  readonly flags?: number;
  readonly data?: Buffer;
  /** Sectors that are discarded: they have no data in the log. */
  readonly sectors?: number;
};

const SECTOR_BYTES = 512;

/** Writes a log of writes, sector by sector as its format says. */
export function writeHandMadeLog(file: string, entries: readonly HandMade[], version = 1n): void {
  const head = Buffer.alloc(SECTOR_BYTES);
  head.writeBigUInt64LE(0x6a736677736872n, 0);
  head.writeBigUInt64LE(version, 8);
  head.writeBigUInt64LE(BigInt(entries.length), 16);
  head.writeUInt32LE(SECTOR_BYTES, 24);
  const parts = entries.flatMap(({ sector, flags = 0, data = Buffer.alloc(0), sectors }) => {
    const entry = Buffer.alloc(SECTOR_BYTES);
    entry.writeBigUInt64LE(BigInt(sector), 0);
    entry.writeBigUInt64LE(BigInt(sectors ?? data.length / SECTOR_BYTES), 8);
    entry.writeBigUInt64LE(BigInt(flags), 16);
    return [entry, data];
  });
  writeFileSync(file, Buffer.concat([head, ...parts]));
}

/** Sectors full of one letter. */
export function letters(letter: string, sectors = 1): Buffer {
  return Buffer.alloc(sectors * SECTOR_BYTES, letter);
}
