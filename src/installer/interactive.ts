import type { Problem } from '../problem.ts';
import { readAnswers, writtenIn } from './answer-file.ts';
import type { NodeChoice } from './fleet/node.ts';
import { type InteractiveSection, interactiveSections } from './interactive-sections.ts';
import { valueAt } from './plain-data.ts';

/** An answer file that leaves some sections to a person; what they say in it is proposed. */
export type PartlyInteractive = {
  readonly role: string;
  readonly sections: readonly InteractiveSection[];
  /** The file as a document, without the key that asks for a person. */
  readonly base: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Problem[];
};

/**
 * Reads a file, or a node of a fleet file, that leaves sections to a person: those may be missing in it.
 * @returns undefined for a file that leaves none, and for one with errors, which `readAnswers` lists.
 */
export function readPartlyInteractive(
  text: string,
  name: string,
  node?: NodeChoice,
): PartlyInteractive | undefined {
  const data = writtenIn(text, node);
  const sections = interactiveSections(data);
  if (sections.length === 0 || typeof data !== 'object' || data === null) return undefined;
  const read = readAnswers(text, name, node);
  const found = 'problems' in read ? read.problems : read.warnings;
  if (found.some(({ severity }) => severity === 'error')) return undefined;
  const { interactive: _, ...install } = { ...Object(valueAt(data, ['install'])) };
  return { role: String(valueAt(data, ['role'])), sections, base: { ...data, install }, warnings: found };
}
