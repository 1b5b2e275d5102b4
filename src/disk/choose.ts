import { error, type Problem } from '../problem.ts';
import type { Selector } from './answers.ts';
import type { Disk } from './disk.ts';
import { type Explanation, explainSelector } from './explain.ts';
import { otherPathsOf } from './paths.ts';
import type { Firmware } from './refusals.ts';

export type DiskChoice = { readonly disk: Disk } | { readonly problems: readonly Problem[] };

/**
 * The one disk that fits. A disk that can never be the target (the medium, one path of a multipath map …)
 * does not make a choice ambiguous; one that only cannot be used now (mounted, write-protected …) does,
 * because what happens to be mounted must not decide which disk is wiped.
 * @param path the selector's key in the answers, which the problems carry, e.g. `disk.target`
 */
export function chooseDisk(
  selector: Selector,
  disks: readonly Disk[],
  firmware: Firmware,
  path = 'disk.target',
): DiskChoice {
  return chooseAmong(explainSelector(selector, disks, firmware, path), path);
}

/** The one disk that fits of those that a selector was held against. */
export function chooseAmong(rows: readonly Explanation[], path: string): DiskChoice {
  const matching = rows.filter((row) => row.matches);
  const [only, ...others] = matching;
  if (only === undefined) return { problems: noneProblems(rows, path) };
  // No key tells the paths to one disk apart for good: it is the disk that is refused.
  const paths = otherPathsOf(
    only.disk,
    rows.map(({ disk }) => disk),
  );
  const isOneDisk = others.every(({ disk }) => paths.includes(disk));
  if (!isOneDisk) return { problems: [error('disk.several-match', path, several(matching))] };
  return only.refusals.length > 0 ? { problems: only.refusals } : { disk: only.disk };
}

/** Where only disks fit that can never be the target, their reasons say more than "none". */
function noneProblems(rows: readonly Explanation[], path: string): readonly Problem[] {
  const refused = rows.filter((row) => row.rules.every((rule) => rule.ok)).flatMap((row) => row.refusals);
  return refused.length > 0 ? refused : [error('disk.none-matches', path, { count: rows.length })];
}

const SHOWN = 4;

function several(rows: readonly Explanation[]): Problem['args'] {
  const paths = rows.slice(0, SHOWN).map((row) => row.disk.path);
  return { count: rows.length, disks: [...paths, ...(rows.length > SHOWN ? ['…'] : [])].join(', ') };
}
