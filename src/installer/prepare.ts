import { chooseDisk, type DiskChoice } from '../disk/choose.ts';
import { chooseDataDisk } from '../disk/data-disk.ts';
import type { Disk } from '../disk/disk.ts';
import { type ChosenCards, chooseCards } from '../network/choose.ts';
import type { Problem } from '../problem.ts';
import type { Answers } from './answers.ts';
import { imageOnDisk, imageWarnings, type ReadyImage, readyImage } from './image-ready.ts';
import type { Inventory } from './inventory.ts';
import { checkMachine } from './machine-rules.ts';
import { type ReadyMedium, readyMedium } from './medium-ready.ts';
import { extensionProblems } from './node-extensions.ts';
import { payloadProblems } from './payload-ready.ts';
import { imageProblems } from './platform-images.ts';

/** What the answers mean on this machine. */
export type Prepared = ChosenCards & {
  readonly disk: Disk;
  /** The disk for containers, where the answers have one. */
  readonly data?: Disk;
  readonly medium: ReadyMedium;
  /** With `install.image: disk-image`. */
  readonly image?: ReadyImage;
  readonly warnings: readonly Problem[];
};

/** Meets answers and machine: which disk, which card, which medium, or every problem at once. Pure. */
export function prepare(
  answers: Answers,
  inventory: Inventory,
): Prepared | { readonly problems: readonly Problem[] } {
  const medium = readyMedium(inventory);
  const chosen = chooseDisk(answers.disk.target, inventory.disks, inventory.firmware.kind);
  const data = dataDiskOf(answers, inventory, chosen);
  const cards = chooseCards(answers.network, inventory.links);
  const found = answers.install.image === 'disk-image' ? readyImage(inventory) : undefined;
  const image = found && 'image' in found ? found.image : undefined;
  const problems = [
    ...('problem' in medium ? [medium.problem] : []),
    ...('problems' in chosen ? chosen.problems : []),
    ...(data && 'problems' in data ? data.problems : []),
    ...('problems' in cards ? cards.problems : []),
    ...(found && 'problems' in found && !('problem' in medium) ? found.problems : []),
    ...(found ? [] : payloadProblems(inventory.medium?.payload)),
    ...(found || 'problem' in medium ? [] : extensionProblems(answers, medium.manifest)),
    ...(image && 'disk' in chosen ? imageOnDisk(image, chosen.disk) : []),
    ...(image ? imageWarnings(answers) : []),
    ...(found ? [] : imageProblems(answers, inventory.medium?.payload)),
    ...checkMachine(answers, inventory),
  ];
  const blocked = problems.some((p) => p.severity === 'error');
  if (blocked || 'problem' in medium || 'problems' in chosen || 'problems' in cards) return { problems };
  const disks = { disk: chosen.disk, ...(data && 'disk' in data ? { data: data.disk } : {}) };
  return { ...disks, ...cards, medium, ...(image && { image }), warnings: problems };
}

function dataDiskOf(answers: Answers, { disks }: Inventory, target: DiskChoice): DiskChoice | undefined {
  const { data } = answers.disk;
  return data && chooseDataDisk(data.select, disks, 'disk' in target ? target.disk : undefined);
}
