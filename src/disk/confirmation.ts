import { formatSize } from '../bytes.ts';
import type { Disk } from './disk.ts';
import { neverTarget } from './refusals.ts';

/** What a disk is called by the person who agrees to lose its contents. */
export type Confirmation = {
  /** `link`: a lasting name below /dev/disk; `name`: the kernel's own, good for this start. */
  readonly kind: 'serial' | 'size' | 'wwn' | 'link' | 'name';
  /** All of it, as it is shown. */
  readonly whole: string;
  /** How many of its last characters are enough; absent: all of them. Blanks do not count. */
  readonly characters?: number;
};

/** Ends of a name that are tried: short enough to be typed, and the longest ones are read in groups of four. */
const ENDS = [4, 6, 8];

/**
 * How the person says which disk is meant: the last four characters of its serial number, and where other
 * disks that could be chosen end alike, the last six, eight, or all of them. Where there is none that can be
 * read from a label and typed: its size, its WWN, a lasting link, in the end its name; the first one that no
 * other disk has.
 * @param disks all disks of the machine
 */
export function confirmationOf(disk: Disk, disks: readonly Disk[]): Confirmation {
  const others = disks.filter((one) => one !== disk && neverTarget(one, disks, 'disk.target').length === 0);
  const { serial, wwn, path } = disk;
  return (
    endOf('serial', isLegible(serial) ? serial : undefined, serialsOf(others)) ??
    sizeOf(disk, others) ??
    endOf('wwn', wwn, wwnsOf(others)) ??
    endOf('link', linkOf(disk), others.map(linkOf)) ?? { kind: 'name', whole: nameOf(path) }
  );
}

/** Whether a text says which disk it is: the expected end of its name, or more of it (read by a scanner). */
export function isConfirmed({ whole, characters }: Confirmation, text: string): boolean {
  const [wanted, typed] = [plain(whole), plain(text)];
  return wanted.endsWith(typed) && typed.length >= (characters ?? wanted.length);
}

type Texts = readonly (string | undefined)[];

const serialsOf = (disks: readonly Disk[]): Texts => disks.map(({ serial }) => serial);
const wwnsOf = (disks: readonly Disk[]): Texts => disks.map(({ wwn }) => wwn);

/** Typed on any keyboard, and not the zeros of a maker who gave no number. */
function isLegible(serial: string | undefined): boolean {
  return serial !== undefined && /^[ -~]+$/.test(serial) && /[1-9a-z]/i.test(serial);
}

function endOf(kind: Confirmation['kind'], whole: string | undefined, others: Texts) {
  const own = plain(whole ?? '');
  if (whole === undefined || own === '') return undefined;
  const rest = others.filter((one) => one !== undefined).map(plain);
  const isOwn = (length: number) => rest.every((one) => one.slice(-length) !== own.slice(-length));
  const characters = ENDS.find((length) => length < own.length && isOwn(length));
  if (characters !== undefined) return { kind, whole, characters };
  return rest.includes(own) ? undefined : { kind, whole };
}

function sizeOf({ bytes }: Disk, others: readonly Disk[]): Confirmation | undefined {
  const whole = formatSize(bytes);
  return others.some((one) => formatSize(one.bytes) === whole) ? undefined : { kind: 'size', whole };
}

/** What an array is called wherever it is assembled, or where a disk is plugged in. */
const LINKS = [/^\/dev\/disk\/by-id\/(md-uuid-.+)/, /^\/dev\/disk\/by-path\/(.+)/];

function linkOf({ links }: Disk): string | undefined {
  return LINKS.flatMap((pattern) => links.map((link) => pattern.exec(link)?.[1])).find((name) => name);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** As texts are compared: without blanks, and in one case. */
function plain(text: string): string {
  return text.replaceAll(/\s/g, '').toUpperCase();
}
