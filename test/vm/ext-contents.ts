import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { PartitionOnDisk } from './disk-contents.ts';

const MAX_FILE_BYTES = 1 << 28;

/** An ext4 file system as a machine finds it that mounts it; it begins at byte `start` of an image. */
export type ExtContents = { readonly image: string; readonly start: number };

/**
 * Looks at the ext4 file system of a partition. Mounting carries out what its journal holds, so where it was not
 * unmounted, that is done first, to a copy.
 */
export function withExt<T>(image: string, part: PartitionOnDisk, use: (contents: ExtContents) => T): T {
  const there = { image, start: part.start };
  if (!needsRecovery(there)) return use(there);
  const copy = `${image}.${part.label}`;
  try {
    copyRange(image, part, copy);
    // 0: nothing had to be done; 1: all was.
    const { status, stdout } = spawnSync('e2fsck', ['-p', copy], { encoding: 'utf8' });
    if (status !== 0 && status !== 1) throw new Error(`e2fsck: ${stdout}`);
    return use({ image: copy, start: 0 });
  } finally {
    rmSync(copy, { force: true });
  }
}

/** A file of the file system; undefined where there is none that can be read. */
export function extFile(contents: ExtContents, path: string): Buffer | undefined {
  const { stdout, stderr } = debugfs(contents, `cat "${path}"`);
  // debugfs ends with 0 also when it found nothing; its first line is its version.
  return stderr.toString().trim().split('\n').length > 1 ? undefined : stdout;
}

/** Reads the superblock only: bitmaps may be half of what the journal makes of them. */
function needsRecovery({ image, start }: ExtContents): boolean {
  return spawnSync('dumpe2fs', ['-h', `${image}?offset=${start}`]).stdout.includes('needs_recovery');
}

/** Copies a range of an image to a file of its own, sparse. */
function copyRange(image: string, { start, bytes }: PartitionOnDisk, to: string): void {
  const file = { driver: 'file', filename: image };
  const range = { driver: 'raw', offset: start, size: bytes, file };
  execFileSync('qemu-img', ['convert', '-O', 'raw', `json:${JSON.stringify(range)}`, to]);
}

function debugfs({ image, start }: ExtContents, command: string) {
  return spawnSync('debugfs', ['-R', command, `${image}?offset=${start}`], { maxBuffer: MAX_FILE_BYTES });
}
