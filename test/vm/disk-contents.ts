import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { z } from 'zod';
import { readAt } from '../power/write-log.ts';

/** What is on a disk image, read without mounting it: the kernel of a test machine may know none of it. */
export type PartitionOnDisk = {
  readonly label: string;
  readonly uuid: string;
  readonly type: string;
  /** In bytes. */
  readonly start: number;
  readonly bytes: number;
};

const SECTOR_BYTES = 512;
const MAX_FILE_BYTES = 1 << 28;
const sfdiskSchema = z.object({
  partitiontable: z.object({
    label: z.string(),
    partitions: z
      .array(
        z.object({
          start: z.number(),
          size: z.number(),
          type: z.string(),
          uuid: z.string().default(''),
          name: z.string().default(''),
        }),
      )
      .default([]),
  }),
});

/** The partitions of a GPT, of its copy where the first is damaged; none without a valid one. */
export function readTable(image: string): readonly PartitionOnDisk[] {
  const { status, stdout } = spawnSync('sfdisk', ['--json', image], { encoding: 'utf8' });
  if (status !== 0) return [];
  const { label, partitions } = sfdiskSchema.parse(JSON.parse(stdout)).partitiontable;
  if (label !== 'gpt') return [];
  return partitions.map(({ start, size, type, uuid, name }) => ({
    label: name,
    uuid: uuid.toLowerCase(),
    type: type.toLowerCase(),
    start: start * SECTOR_BYTES,
    bytes: size * SECTOR_BYTES,
  }));
}

/** A file of the FAT file system that begins at `start`; undefined where there is none that can be read. */
export function fatFile(image: string, start: number, path: string): Buffer | undefined {
  const { status, stdout } = spawnSync('mtype', ['-i', `${image}@@${start}`, `::${path}`], {
    env: { ...process.env, MTOOLS_SKIP_CHECK: '1' },
    maxBuffer: MAX_FILE_BYTES,
  });
  return status === 0 ? stdout : undefined;
}

/** UUID of the file system in a partition, as blkid(8) prints it; empty where there is none. */
export function fileSystemUuid(image: string, { start, bytes }: PartitionOnDisk): string {
  const args = ['--probe', '--offset', String(start), '--size', String(bytes), '--output', 'value'];
  return spawnSync('blkid', [...args, '--match-tag', 'UUID', image], { encoding: 'utf8' }).stdout.trim();
}

/** SHA-256 of a range. */
export function hashRange(image: string, start: number, bytes: number): string {
  const hash = createHash('sha256');
  forEachChunk(image, start, bytes, (chunk) => hash.update(chunk));
  return hash.digest('hex');
}

/** Both images hold the same bytes in a range. */
export function isSameRange(one: string, other: string, start: number, bytes: number): boolean {
  const range = ['--silent', `--ignore-initial=${start}`, `--bytes=${bytes}`];
  return spawnSync('cmp', [...range, one, other]).status === 0;
}

export function readRange(image: string, start: number, bytes: number): Buffer {
  const file = openSync(image, 'r');
  try {
    return readAt(file, start, bytes);
  } finally {
    closeSync(file);
  }
}

export function diskBytes(image: string): number {
  return statSync(image).size;
}

/** A copy of a disk that takes no more room than its data. */
export function copySparse(from: string, to: string): void {
  execFileSync('cp', ['--sparse=always', '--reflink=auto', from, to]);
}

function forEachChunk(image: string, start: number, bytes: number, use: (chunk: Buffer) => void): void {
  const file = openSync(image, 'r');
  const chunk = Buffer.alloc(1 << 22);
  for (let done = 0; done < bytes; ) {
    const read = readSync(file, chunk, 0, Math.min(chunk.length, bytes - done), start + done);
    if (read === 0) break;
    use(chunk.subarray(0, read));
    done += read;
  }
  closeSync(file);
}
