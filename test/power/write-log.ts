import { fstatSync, readSync } from 'node:fs';

/**
 * One entry of a log of writes (the kernel's Documentation/admin-guide/device-mapper/log-writes.rst and
 * drivers/md/dm-log-writes.c; QEMU's blklogwrites writes the same). Offsets and sizes are in bytes.
 */
export type LogEntry = {
  /** Where on the disk, and how much. */
  readonly offset: number;
  readonly bytes: number;
  /** Where in the log its data are; a discard has none. */
  readonly data: number;
  /** All that was written before is on the disk for good. */
  readonly flush: boolean;
  readonly discard: boolean;
};

const MAGIC = 0x6a736677736872n;
const VERSION = 1n;
const FLAG = { flush: 1n, fua: 2n, discard: 4n, mark: 8n } as const;

/** The entries of a log that was closed or flushed last, in the order in which the writes were done. */
export function readWriteLog(log: number): LogEntry[] {
  const head = readAt(log, 0, 32);
  if (head.readBigUInt64LE(0) !== MAGIC || head.readBigUInt64LE(8) !== VERSION)
    throw new Error('not a log of writes (dm-log-writes, version 1)');
  const count = Number(head.readBigUInt64LE(16));
  const sector = head.readUInt32LE(24);
  const entries: LogEntry[] = [];
  let at = sector;
  for (let n = 0; n < count; n++) {
    const raw = readAt(log, at, 32);
    const flags = raw.readBigUInt64LE(16);
    const bytes = Number(raw.readBigUInt64LE(8)) * sector;
    if ((flags & FLAG.fua) !== 0n) throw new Error('writes that pass by the cache (FUA) are not known here');
    const discard = (flags & FLAG.discard) !== 0n;
    const entry: LogEntry = {
      offset: Number(raw.readBigUInt64LE(0)) * sector,
      bytes,
      data: at + sector,
      flush: (flags & FLAG.flush) !== 0n,
      discard,
    };
    // The text of a mark is in the entry's own sector.
    if ((flags & FLAG.mark) === 0n) entries.push(entry);
    at += sector + (discard ? 0 : bytes);
  }
  if (at > fstatSync(log).size) throw new Error('the log of writes is cut short');
  return entries;
}

/** Reads exactly `bytes` bytes. */
export function readAt(file: number, offset: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  for (let done = 0; done < bytes; ) {
    const read = readSync(file, buffer, done, bytes - done, offset + done);
    if (read === 0) throw new Error(`the file ends before byte ${offset + bytes}`);
    done += read;
  }
  return buffer;
}
