import { type Selector, selectorSchema } from './answers.ts';
import { chooseDisk } from './choose.ts';
import type { Disk } from './disk.ts';
import { matchDisk } from './match.ts';
import type { Firmware } from './refusals.ts';

/** One key of a selector as it is written: what a disk is called wherever it is plugged in or counted. */
export type WrittenSelector =
  | { readonly serial: string }
  | { readonly wwn: string }
  | { readonly path: string };

type Around = { readonly disks: readonly Disk[]; readonly firmware: Firmware };

/**
 * The selector for an answer file that fits this disk of the machine and no other: its serial number,
 * its WWN, or a link that speaks of the device and not of what is on it.
 * @returns undefined for a disk that nothing tells apart, or that can never be the target.
 */
export function selectorOf(disk: Disk, around: Around): WrittenSelector | undefined {
  return namesOf(disk).find((written) => {
    const read = selectorSchema.safeParse(written);
    return read.success && choosesOnly(read.data, disk, around);
  });
}

function choosesOnly(selector: Selector, disk: Disk, { disks, firmware }: Around): boolean {
  const fitting = disks.filter((one) => matchDisk(selector, one).every((rule) => rule.ok));
  if (!fitting.includes(disk)) return false;
  if (fitting.length === 1) return true;
  // One that can never be the target does not count: a path of a multipath map, a part of an eMMC.
  const choice = chooseDisk(selector, disks, firmware);
  return 'disk' in choice && choice.disk === disk;
}

/** by-uuid and by-label are names of contents, which are destroyed; dm-name and md-name change by hand. */
const LASTING = [/^\/dev\/disk\/by-id\/(?!dm-name-|md-name-)/, /^\/dev\/disk\/by-path\//];

function namesOf({ serial, wwn, links }: Disk): WrittenSelector[] {
  const lasting = LASTING.flatMap((pattern) => links.filter((link) => pattern.test(link)));
  return [
    ...(serial === undefined ? [] : [{ serial }]),
    ...(wwn === undefined ? [] : [{ wwn }]),
    ...lasting.map((path) => ({ path })),
  ];
}
