import { type Problem, type ProblemCode, warning } from '../problem.ts';
import { allContents } from './contents.ts';
import type { Disk, Health } from './disk.ts';

/** From here on flash counts as worn: it is rated for 100 %, and fails some time behind that. */
export const WORN_PERCENT = 90;

/** The disk refuses every write by itself. */
const LOCKED = 0x08;
/** Bits of the critical warning in NVMe's SMART / Health Information log (NVMe Base Specification, log page 02h). */
const CRITICAL: readonly (readonly [number, ProblemCode])[] = [
  [0x01, 'disk.health-spare'],
  [0x02, 'disk.health-temperature'],
  [0x04, 'disk.health-unreliable'],
  [0x10, 'disk.health-cache'],
];

const COUNTED = [
  ['pending_sectors', 'disk.health-pending'],
  ['uncorrectable_errors', 'disk.health-uncorrectable'],
  ['media_errors', 'disk.health-media-errors'],
  ['reallocated_sectors', 'disk.health-reallocated'],
] as const satisfies readonly (readonly [keyof Health, ProblemCode])[];

/**
 * What speaks against trusting a disk, worst first, as warnings: its own health, and that of the disks that it
 * is made of (members of an array, paths of a multipath map). Of a disk whose health is not known: nothing.
 * @param path the answers' key that chose the disk, e.g. `disk.target`
 */
export function healthProblems(disk: Disk, disks: readonly Disk[], path: string): Problem[] {
  const members = disks.filter((one) => allContents(one).some((content) => content.path === disk.path));
  return [disk, ...members].flatMap((one) => judge(one.health ?? {}, one.path, path));
}

/** Whether a disk has made itself read-only: then there is nothing left to decide. */
export function isLocked({ health }: Pick<Disk, 'health'>): boolean {
  return ((health?.critical_warning ?? 0) & LOCKED) !== 0;
}

function judge(health: Health, device: string, path: string): Problem[] {
  const critical = CRITICAL.filter(([bit]) => ((health.critical_warning ?? 0) & bit) !== 0);
  const counted = COUNTED.filter(([key]) => (health[key] ?? 0) > 0);
  const worn = health.percentage_used ?? 0;
  // NVMe's self-assessment is the critical warning; its own words say more.
  const failing = health.passed === false && critical.length === 0;
  return [
    ...(failing ? [warning('disk.health-failing', path, { device })] : []),
    ...critical.map(([, code]) => warning(code, path, { device })),
    ...counted.map(([key, code]) => warning(code, path, { device, count: health[key] ?? 0 })),
    ...(worn >= WORN_PERCENT ? [warning('disk.health-worn', path, { device, percent: worn })] : []),
  ];
}
