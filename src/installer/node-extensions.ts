import { error, type Problem } from '../problem.ts';
import { platformExtensions } from '../roles/platform-node.ts';
import type { Answers } from './answers.ts';
import type { Manifest } from './manifest.ts';

/** Extensions that every node gets: the installer's runtime and the node's own programs. */
export const EVERY_NODE: readonly string[] = ['cos-tools'];

/** Names of the extensions that are copied to a node: of those on the medium only what its role runs. */
export function extensionsFor(answers: Answers): readonly string[] {
  if (answers.role !== 'platform') return EVERY_NODE;
  return [...EVERY_NODE, ...platformExtensions(answers.platform, answers.system.hostname)];
}

/** An extension that the medium does not carry: found before the first write. */
export function extensionProblems(answers: Answers, manifest: Manifest): Problem[] {
  const carried = manifest.extensions.map(({ name }) => name);
  return extensionsFor(answers)
    .filter((name) => !carried.includes(name))
    .map((name) => error('medium.no-extension', 'medium', { name }));
}
