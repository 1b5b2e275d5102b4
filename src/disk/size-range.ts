import { parseSize } from '../bytes.ts';

/** Disk sizes from `min_bytes` to `max_bytes`, both included; an absent end is open. */
export type SizeRange = { readonly min_bytes?: number; readonly max_bytes?: number };

/**
 * How far a disk may be from the size printed on it: makers' sizes (IDEMA LBA1-03) are off by less than
 * 0.1 %, while sizes sold side by side (250/256, 480/500, 1000/1024 GB) differ by 2.4 % or more.
 */
const TOLERANCE = 0.01;

/**
 * Reads the size of a disk selector: `>=100G`, `>100G`, `<=2T`, `<2T`, `100G-2T`, `480G` (that size give or
 * take 1 %), or a plain number of bytes (exactly that many).
 * @returns undefined when the text is none of these, or the range is empty.
 */
export function parseSizeRange(text: string): SizeRange | undefined {
  const compared = /^(>=|<=|>|<)(.+)$/.exec(text.trim());
  if (compared) return comparison(compared[1] ?? '', parseSize(compared[2] ?? ''));
  const [from, to, ...rest] = text.split('-').map(parseSize);
  if (from === undefined || rest.length > 0) return undefined;
  if (!text.includes('-'))
    return /^\s*\d+\s*$/.test(text) ? { min_bytes: from, max_bytes: from } : nominal(from);
  return to === undefined || from > to ? undefined : { min_bytes: from, max_bytes: to };
}

function comparison(sign: string, bytes: number | undefined): SizeRange | undefined {
  if (bytes === undefined) return undefined;
  if (sign === '>=') return { min_bytes: bytes };
  if (sign === '>') return { min_bytes: bytes + 1 };
  if (sign === '<=') return { max_bytes: bytes };
  return bytes > 0 ? { max_bytes: bytes - 1 } : undefined;
}

function nominal(bytes: number): SizeRange {
  return { min_bytes: Math.floor(bytes * (1 - TOLERANCE)), max_bytes: Math.ceil(bytes * (1 + TOLERANCE)) };
}
