import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { KiB, MiB } from '../../src/bytes.ts';
import { emptyDisk } from './disks.ts';

/** Bytes of one partition of the disk that `oldDisk` makes. */
export const PART_BYTES = 256 * MiB;
/** What is on its partitions, in their order; the last one is empty. */
export const ON_PARTITIONS = ['crypto_LUKS', 'bcache', 'zfs_member', undefined] as const;

/** A disk with a header of LUKS, bcache and ZFS on a partition each, and an empty partition. */
export function oldDisk(folder: string, name: string): string {
  const file = emptyDisk(folder, name);
  const table = ON_PARTITIONS.map(() => `size=${PART_BYTES / MiB}M`).join('\n');
  execFileSync('sfdisk', ['--quiet', file], { input: `label: gpt\n${table}\n` });
  const parts = [luksHeader(folder), bcacheSuperblock(), zfsLabels()];
  const handle = openSync(file, 'r+');
  for (const [index, pieces] of parts.entries())
    for (const { at, bytes } of pieces) writeSync(handle, bytes, 0, bytes.length, startOf(index) + at);
  closeSync(handle);
  return file;
}

/** Where a partition of it begins, in bytes: sfdisk(8) starts at 1 MiB. */
export function startOf(index: number): number {
  return MiB + index * PART_BYTES;
}

/** A disk of which only the second partition table is left, at its end. */
export function staleTable(folder: string, name: string): string {
  const file = emptyDisk(folder, name);
  execFileSync('sfdisk', ['--quiet', file], { input: 'label: gpt\nsize=1G\n' });
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(MiB), 0, MiB, 0);
  closeSync(handle);
  return file;
}

type Piece = { readonly at: number; readonly bytes: Buffer };

function luksHeader(folder: string): Piece[] {
  const file = emptyDisk(folder, 'luks.img', 32 * MiB);
  const quick = ['--pbkdf', 'pbkdf2', '--pbkdf-force-iterations', '1000'];
  execFileSync('cryptsetup', ['luksFormat', '--batch-mode', '--type', 'luks2', ...quick, file, '-'], {
    input: 'only-for-this-test',
  });
  return [{ at: 0, bytes: readFileSync(join(file)).subarray(0, 16 * MiB) }];
}

/** A backing device's superblock (Linux, include/uapi/linux/bcache.h), with its checksum. */
function bcacheSuperblock(): Piece[] {
  const block = Buffer.alloc(208);
  block.writeBigUInt64LE(8n, 8); // its own place, in sectors
  block.writeBigUInt64LE(1n, 16); // version: backing device
  Buffer.from('c68573f64e1a45ca8265f57f48ba6d81', 'hex').copy(block, 24);
  Buffer.from('00112233445566778899aabbccddeeff', 'hex').copy(block, 40);
  block.writeBigUInt64LE(crc64(block.subarray(8)), 0);
  return [{ at: 4 * KiB, bytes: block }];
}

/** bcache's checksum: CRC-64 of ECMA-182, most significant bit first, inverted at both ends. */
function crc64(data: Buffer): bigint {
  const all = (1n << 64n) - 1n;
  let crc = all;
  for (const byte of data) {
    crc ^= BigInt(byte) << 56n;
    for (let bit = 0; bit < 8; bit += 1)
      crc = ((crc & (1n << 63n)) === 0n ? crc << 1n : (crc << 1n) ^ 0x42f0e1eba9ea3693n) & all;
  }
  return crc ^ all;
}

/** Four labels of 256 KiB, two at each end, the uberblocks in the second half of each (ZFS On-Disk Specification). */
function zfsLabels(): Piece[] {
  const uberblocks = Buffer.alloc(128 * KiB);
  for (let at = 0; at < uberblocks.length; at += KiB) {
    uberblocks.writeBigUInt64LE(0x00bab10cn, at);
    uberblocks.writeBigUInt64LE(5000n, at + 8);
  }
  const labels = [0, 256 * KiB, PART_BYTES - 512 * KiB, PART_BYTES - 256 * KiB];
  return labels.map((at) => ({ at: at + 128 * KiB, bytes: uberblocks }));
}
