import { KiB, MiB } from '../bytes.ts';

/** Bytes of a disk, counted from its start. */
export type ByteRange = { readonly offset: number; readonly bytes: number };

/**
 * The area that no partition covers and no table: a GPT ends before 32 KiB on disks with sectors of 512 and of
 * 4096 bytes (UEFI 2.10, 5.3.1), and the first partition starts at 1 MiB.
 */
export const AREA: ByteRange = { offset: 32 * KiB, bytes: MiB - 32 * KiB };

/** Both ends of a device, as far as old contents are looked for and wiped. */
export function bothEnds({ offset, bytes }: ByteRange): ByteRange[] {
  const end = Math.min(MiB, bytes);
  return [
    { offset, bytes: end },
    { offset: offset + bytes - end, bytes: end },
  ];
}

/** Both ends of a disk, the places of its tables (32 KiB each) by themselves and first. */
export function diskEnds(diskBytes: number): ByteRange[] {
  const table = { offset: 0, bytes: AREA.offset };
  const backup = { offset: diskBytes - AREA.offset, bytes: AREA.offset };
  return [table, backup, ...bothEnds({ offset: 0, bytes: diskBytes })];
}

/** The same bytes, none of them twice: what an earlier range has is taken out of the later ones. Pure. */
export function disjoint(ranges: readonly ByteRange[], limit: number): ByteRange[] {
  const taken: ByteRange[] = [];
  for (const range of ranges) taken.push(...without(clipped(range, limit), taken));
  return taken;
}

/** `range` without the bytes of `taken`: none, one or several ranges. Pure. */
export function without(range: ByteRange, taken: readonly ByteRange[]): ByteRange[] {
  return taken
    .reduce<ByteRange[]>((left, one) => left.flatMap((part) => cut(part, one)), [range])
    .filter(({ bytes }) => bytes > 0);
}

function cut(part: ByteRange, out: ByteRange): ByteRange[] {
  const end = part.offset + part.bytes;
  const outEnd = out.offset + out.bytes;
  if (out.offset >= end || outEnd <= part.offset) return [part];
  return [
    { offset: part.offset, bytes: Math.max(0, out.offset - part.offset) },
    { offset: Math.min(end, outEnd), bytes: Math.max(0, end - outEnd) },
  ];
}

function clipped({ offset, bytes }: ByteRange, limit: number): ByteRange {
  const start = Math.min(Math.max(0, offset), limit);
  return { offset: start, bytes: Math.min(limit, offset + bytes) - start };
}
