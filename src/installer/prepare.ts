import { chooseDisk } from '../disk/choose.ts';
import type { Disk } from '../disk/disk.ts';
import { chooseLink } from '../network/choose.ts';
import type { Link } from '../network/link.ts';
import type { Problem } from '../problem.ts';
import type { Answers } from './answers.ts';
import type { Inventory } from './inventory.ts';
import { checkMachine } from './machine-rules.ts';
import { type ReadyMedium, readyMedium } from './medium-ready.ts';

/** What the answers mean on this machine. */
export type Prepared = {
  readonly disk: Disk;
  readonly link: Link;
  readonly medium: ReadyMedium;
  readonly warnings: readonly Problem[];
};

/** Meets answers and machine: which disk, which card, which medium, or every problem at once. Pure. */
export function prepare(
  answers: Answers,
  inventory: Inventory,
): Prepared | { readonly problems: readonly Problem[] } {
  const medium = readyMedium(inventory);
  const chosen = chooseDisk(answers.disk.target, inventory.disks, inventory.firmware.kind);
  const card = chooseLink(answers.network.interface, inventory.links);
  const problems = [
    ...('problem' in medium ? [medium.problem] : []),
    ...('problems' in chosen ? chosen.problems : []),
    ...('problems' in card ? card.problems : []),
    ...checkMachine(answers, inventory),
  ];
  const blocked = problems.some((p) => p.severity === 'error');
  if (blocked || 'problem' in medium || 'problems' in chosen || 'problems' in card) return { problems };
  return { disk: chosen.disk, link: card.link, medium, warnings: problems };
}
