import { execFileSync } from 'node:child_process';
import type { Behave } from './faulty-disk.ts';
import { ISO } from './qemu.ts';

const SECTOR_BYTES = 2048;

/** Until all that is read comes from the medium again (a line of shell). */
export const FORGET = 'sync; echo 1 > /proc/sys/vm/drop_caches';

/** A file of the medium: its place and length in bytes. Files of this ISO lie in one piece. */
export type OnMedium = { readonly name: string; readonly start: number; readonly bytes: number };

/** What lies in /cos on the medium (xorriso(1), report_lba). */
export function filesOfMedium(): OnMedium[] {
  const find = ['-indev', ISO, '-find', '/cos', '-type', 'f', '-exec', 'report_lba'];
  const lines = execFileSync('xorriso', find, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const files = [
    ...lines.matchAll(/File data lba:\s+\d+\s+,\s+(\d+)\s+,\s+\d+\s+,\s+(\d+)\s+,\s+'(.+)'/g),
  ].map(([, block, bytes, name = '']) => ({
    name,
    start: Number(block) * SECTOR_BYTES,
    bytes: Number(bytes),
  }));
  return files.filter(({ bytes }) => bytes > 0);
}

/** A medium on which one bit in the middle of a file is another one. */
export function flippedIn({ start, bytes }: OnMedium): Behave {
  return () => ({ flipped: start + Math.floor(bytes / 2) });
}
