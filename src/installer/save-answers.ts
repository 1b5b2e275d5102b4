import { allContents } from '../disk/contents.ts';
import type { Machine } from '../machine.ts';
import type { Secret } from '../secret.ts';
import { secretYaml } from '../secret-yaml.ts';
import { ANSWERS_LABEL, candidateNames } from './answer-source.ts';
import type { Inventory } from './inventory.ts';
import { RUN } from './steps/places.ts';

const SAVED_AT = `${RUN}/save`;

/** The text of an answer file for a document as the wizard makes it. It holds secrets: mode 0600. */
export function answersText(document: unknown): Secret {
  return secretYaml(document);
}

/**
 * Saves answers on a volume labelled COS-ANSWERS, under the name by which this machine finds them first.
 * @returns a line for the operator: where they are, or what to do.
 */
export async function saveAnswers(
  document: unknown,
  inventory: Inventory,
  machine: Machine,
): Promise<string> {
  const volume = inventory.disks
    .flatMap((disk) => [disk, ...allContents(disk)])
    .find(({ label }) => label === ANSWERS_LABEL);
  const [name] = candidateNames(inventory);
  if (!volume || name === undefined)
    return `No volume labelled ${ANSWERS_LABEL}: plug one in, and save again.`;
  await machine.run(['mount', '--mkdir', volume.path, SAVED_AT]);
  try {
    await machine.writeFile(`${SAVED_AT}/${name}`, answersText(document).reveal(), 0o600);
  } finally {
    await machine.run(['umount', SAVED_AT]);
  }
  return `Saved as ${name} on ${volume.path} (${ANSWERS_LABEL}).`;
}
