import { formatSize } from '../bytes.ts';
import type { Selector } from './answers.ts';
import type { Disk } from './disk.ts';
import type { SizeRange } from './size-range.ts';

/** One key of a selector held against one disk, in words for the table of `disks --explain`. */
export type RuleResult = {
  readonly rule: keyof Selector;
  readonly wanted: string;
  readonly found: string;
  readonly ok: boolean;
};

const NOTHING = '-';

/** Holds every key that the selector has against the disk. */
export function matchDisk(selector: Selector, disk: Disk): RuleResult[] {
  const { serial, wwn, path, model, size, bus, rotational, empty } = selector;
  return [
    ...(serial === undefined ? [] : [globRule('serial', serial, disk.serial)]),
    ...(wwn === undefined ? [] : [globRule('wwn', wwn, disk.wwn)]),
    ...(path === undefined ? [] : [pathRule(path, disk)]),
    ...(model === undefined ? [] : [globRule('model', model, disk.model)]),
    ...(size === undefined ? [] : [sizeRule(size, disk.bytes)]),
    ...(bus === undefined ? [] : [equalRule('bus', bus, disk.bus)]),
    ...(rotational === undefined ? [] : [equalRule('rotational', rotational, disk.rotational)]),
    ...(empty === undefined ? [] : [emptyRule(empty, disk)]),
  ];
}

/** No partition table, no file system, no RAID or LVM member: nothing would be lost. */
export function isEmpty(disk: Disk): boolean {
  return disk.partition_table === undefined && disk.signature === undefined && disk.children.length === 0;
}

function emptyRule(wanted: boolean, disk: Disk): RuleResult {
  const ok = isEmpty(disk) === wanted;
  return {
    rule: 'empty',
    wanted: String(wanted),
    found: isEmpty(disk) ? 'true' : `false (${onIt(disk)})`,
    ok,
  };
}

/** `gpt, 3 partitions`: what makes a disk not empty. */
function onIt({ partition_table, signature, children }: Disk): string {
  const parts = children.length === 0 ? undefined : `${children.length} ${children[0]?.type ?? ''}`;
  return [partition_table, signature, parts].filter((one) => one !== undefined).join(', ');
}

function globRule(rule: 'serial' | 'wwn' | 'model', wanted: string, found: string | undefined): RuleResult {
  return {
    rule,
    wanted,
    found: found ?? NOTHING,
    ok: found !== undefined && globPattern(wanted).test(found),
  };
}

/**
 * `*` and `?` stand for any characters, everything else for itself. Not a file glob: models have `/` and
 * brackets in them (`PERC 6/i`). Case does not count, labels on disks being printed in capitals.
 */
function globPattern(glob: string): RegExp {
  const source = glob
    .replace(/\*+/g, '*')
    .replace(/[.*+?^${}()|[\]\\]/g, (sign) => ({ '*': '.*', '?': '.' })[sign] ?? `\\${sign}`);
  return new RegExp(`^${source}$`, 'isu');
}

function pathRule(wanted: string, disk: Disk): RuleResult {
  const folder = wanted.slice(0, wanted.lastIndexOf('/') + 1);
  const alike = disk.links.filter((link) => link.startsWith(folder));
  return { rule: 'path', wanted, found: alike[0] ?? NOTHING, ok: disk.links.includes(wanted) };
}

function sizeRule(range: SizeRange, bytes: number): RuleResult {
  const { min_bytes = 0, max_bytes = Number.POSITIVE_INFINITY } = range;
  const ok = bytes >= min_bytes && bytes <= max_bytes;
  return { rule: 'size', wanted: rangeText(range), found: formatSize(bytes), ok };
}

function rangeText({ min_bytes, max_bytes }: SizeRange): string {
  if (max_bytes === undefined) return `>= ${formatSize(min_bytes ?? 0)}`;
  if (min_bytes === undefined) return `<= ${formatSize(max_bytes)}`;
  return min_bytes === max_bytes
    ? `${min_bytes} bytes`
    : `${formatSize(min_bytes)} to ${formatSize(max_bytes)}`;
}

function equalRule(
  rule: 'bus' | 'rotational',
  wanted: string | boolean,
  found: string | boolean | undefined,
): RuleResult {
  return {
    rule,
    wanted: String(wanted),
    found: found === undefined ? 'unknown' : String(found),
    ok: found === wanted,
  };
}
