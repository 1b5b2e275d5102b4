/** Sizes in bytes: decimal units as disk makers print them, binary units as partitions are cut. */

export const KiB = 1024;
export const MiB = 1024 * KiB;
export const GiB = 1024 * MiB;

const UNITS: Record<string, number> = {
  '': 1,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: KiB,
  Mi: MiB,
  Gi: GiB,
  Ti: 1024 * GiB,
};

/**
 * Reads a size such as `100G`, `2.5T`, `512Mi` or `8GiB`.
 * @returns bytes, or undefined when the text is not a size. G = 10^9, Gi = 2^30.
 */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT]i?)?B?$/i.exec(text.trim());
  if (!match) return undefined;
  const letters = match[2] ?? '';
  const unit = UNITS[letters.slice(0, 1).toUpperCase() + letters.slice(1).toLowerCase()];
  return unit === undefined ? undefined : Math.round(Number(match[1]) * unit);
}

/** Bytes as a disk maker would print them: `480 GB`, `1.92 TB`, `512 MB`. */
export function formatSize(bytes: number): string {
  for (const [name, unit] of [
    ['TB', 1e12],
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ] as const) {
    if (bytes >= unit) return `${trimZeros(bytes / unit)} ${name}`;
  }
  return `${bytes} B`;
}

/** Bytes in binary units, as partitions are cut: `128 MiB`, `1 GiB`. */
export function formatBinarySize(bytes: number): string {
  for (const [name, unit] of [
    ['GiB', GiB],
    ['MiB', MiB],
    ['KiB', KiB],
  ] as const) {
    if (bytes >= unit) return `${trimZeros(bytes / unit)} ${name}`;
  }
  return `${bytes} B`;
}

/** The largest multiple of `unit` that is not above `bytes`. */
export function alignDown(bytes: number, unit: number): number {
  return Math.floor(bytes / unit) * unit;
}

function trimZeros(value: number): string {
  return (value >= 100 ? value.toFixed(0) : value.toPrecision(3)).replace(/\.0+$|(\.\d*?)0+$/, '$1');
}
