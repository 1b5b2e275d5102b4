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

const WIDTH = 100;
const INDENT = 4;

/**
 * The rows as text of at most 100 columns: each disk, and below it every key that does not fit, every refusal
 * and, where it fits, what speaks against its health, marked `!`. `fits` and `refused` disks fit the selector, `no` does not.
 */
export function explainTable(rows: readonly Explanation[], language: Language = 'en'): string {
  const widest = Math.max(0, ...rows.map(({ disk }) => disk.path.length));
  return rows
    .flatMap((row) => [headLine(row, Math.min(widest, WIDTH / 3)), ...reasonLines(row, language)])
    .join('\n');
}

function headLine({ disk, rules, refusals }: Explanation, pathWidth: number): string {
  const fits = rules.every((rule) => rule.ok);
  const verdict = fits ? (refusals.length > 0 ? 'refused' : 'fits') : 'no';
  const name = [disk.model, disk.serial].filter((part) => part !== undefined).join(' ');
  const columns = [verdict.padEnd(7), disk.path.padEnd(pathWidth), formatSize(disk.bytes).padStart(7)];
  return [...columns, disk.bus.padEnd(6), name].join('  ').slice(0, WIDTH).trimEnd();
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
