import { formatSize } from '../bytes.ts';
import { type Language, type Problem, sentence } from '../problem.ts';
import type { Selector } from './answers.ts';
import type { Disk } from './disk.ts';
import { healthProblems } from './health.ts';
import { matchDisk, type RuleResult } from './match.ts';
import { type Firmware, neverTarget, refuseDisk } from './refusals.ts';

/** One disk against a selector: which keys fit, and why it is refused whatever fits. */
export type Explanation = {
  readonly disk: Disk;
  readonly rules: readonly RuleResult[];
  readonly refusals: readonly Problem[];
  /** What speaks against trusting it (SMART, NVMe). */
  readonly warnings: readonly Problem[];
  /** It fits, and it counts when exactly one disk has to. */
  readonly matches: boolean;
};

/**
 * Holds a selector against every disk of a machine; an empty selector fits them all.
 * @param path the selector's key in the answers, which the problems carry, e.g. `disk.target`
 */
export function explainSelector(
  selector: Selector,
  disks: readonly Disk[],
  firmware: Firmware,
  path = 'disk.target',
): Explanation[] {
  return disks.map((disk) => {
    const rules = matchDisk(selector, disk);
    const fits = rules.every((rule) => rule.ok);
    const matches = fits && neverTarget(disk, disks, path).length === 0;
    const refusals = refuseDisk(disk, { disks, firmware }, path);
    return { disk, rules, refusals, warnings: healthProblems(disk, disks, path), matches };
  });
}

/** Columns of the narrowest console. */
const WIDTH = 80;
const INDENT = 4;
const LONGEST_PATH = 26;
const NO_SERIAL = '-';

/**
 * The rows as text of at most 80 columns: each disk, its serial number always whole, and below it every key that does not fit, every refusal
 * and, where it fits, what speaks against its health, marked `!`. `fits` and `refused` disks fit the selector, `no` does not.
 */
export function explainTable(rows: readonly Explanation[], language: Language = 'en'): string {
  const widest = Math.max(0, ...rows.map(({ disk }) => disk.path.length));
  return rows
    .flatMap((row) => [...headLines(row, Math.min(widest, LONGEST_PATH)), ...reasonLines(row, language)])
    .join('\n');
}

/** A long name stands in a line of its own: what it was cut to could be another disk's. */
function headLines({ disk, rules, refusals }: Explanation, pathWidth: number): string[] {
  const fits = rules.every((rule) => rule.ok);
  const verdict = (fits ? (refusals.length > 0 ? 'refused' : 'fits') : 'no').padEnd(7);
  const facts = [formatSize(disk.bytes).padStart(7), disk.bus.padEnd(6)];
  const { path, serial = NO_SERIAL, model = '' } = disk;
  const line = [verdict, path.padEnd(pathWidth), ...facts, serial].join('  ');
  if (line.length <= WIDTH) return [shortened(`${line}  ${model}`.trimEnd())];
  const own = [...facts, serial, model].join('  ').trim();
  return [`${verdict}  ${path}`, own].flatMap((text, index) =>
    wrap(text, WIDTH - INDENT).map((part, row) => (index + row === 0 ? part : ' '.repeat(INDENT) + part)),
  );
}

function shortened(line: string): string {
  return line.length <= WIDTH ? line : `${line.slice(0, WIDTH - 1)}…`;
}

function reasonLines({ rules, refusals, warnings }: Explanation, language: Language): string[] {
  const unfit = rules.filter((rule) => !rule.ok).map(ruleText);
  const ills = unfit.length === 0 ? warnings : [];
  const words = (problems: readonly Problem[]) => problems.map((problem) => sentence(problem, language));
  return [...listed('-', [...unfit, ...words(refusals)]), ...listed('!', words(ills))];
}

function listed(mark: string, texts: readonly string[]): string[] {
  const lines = texts.map((text) => wrap(text, WIDTH - INDENT - 2));
  return lines.flatMap((rows) =>
    rows.map((row, index) => `${' '.repeat(INDENT)}${index === 0 ? mark : ' '} ${row}`),
  );
}

function ruleText({ rule, wanted, found }: RuleResult): string {
  return `${rule}: wanted ${wanted}, found ${found}`;
}

/** Breaks at blanks; a word longer than a line is cut. */
function wrap(text: string, width: number): string[] {
  return text.match(new RegExp(`.{1,${width}}(?= |$)|\\S{${width}}`, 'gu'))?.map((line) => line.trim()) ?? [];
}
