import { error, type Problem } from '../problem.ts';
import { type InstallAnswers, installSchema } from './install-answers.ts';
import { formatPath } from './key-path.ts';
import { valueAt } from './plain-data.ts';

/** A section that an answer file may leave to a person. */
export type InteractiveSection = InstallAnswers['interactive'][number];

/** The sections that `install.interactive` names; none where it is not good. */
export function interactiveSections(document: unknown): readonly InteractiveSection[] {
  const written = valueAt(document, ['install', 'interactive']);
  return installSchema.shape.interactive.safeParse(written).data ?? [];
}

/** The sections that a document leaves to a person without proposing anything. */
export function missingSections(document: unknown): readonly InteractiveSection[] {
  return interactiveSections(document).filter((section) => valueAt(document, [section]) === undefined);
}

/** A section of a role can only be left to a person in a file of that role. */
export function otherRoleProblems(document: unknown): Problem[] {
  const role = valueAt(document, ['role']);
  if (typeof role !== 'string') return [];
  return interactiveSections(document).flatMap((section, index) => {
    const fits = (section !== 'controller' && section !== 'agent') || section === role;
    const path = formatPath(['install', 'interactive', index]);
    return fits ? [] : [error('answers.other-role', path, { wanted: section, role })];
  });
}
