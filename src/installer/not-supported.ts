import { error, type Problem } from '../problem.ts';
import { formatPath } from './key-path.ts';
import { valueAt } from './plain-data.ts';

/** The roles that can be installed. */
export const supportedRoles = 'controller, agent';

type Part = {
  readonly path: readonly string[];
  /** The value that is not built yet, and those that are. */
  readonly value: { readonly refused: unknown; readonly allowed: string };
};

/**
 * What the format already names and this installer does not do yet. Its shape is checked like everything
 * else; then it is refused, so that nobody waits for something that will not happen.
 */
export const notSupportedYet: readonly Part[] = [
  { path: ['role'], value: { refused: 'platform', allowed: supportedRoles } },
];

/** The parts of a written document that are not supported yet. */
export function notSupportedIn(document: unknown): Problem[] {
  return notSupportedYet.flatMap(({ path, value }) => {
    const written = valueAt(document, path);
    if (written !== value.refused) return [];
    const args = { value: String(written), allowed: value.allowed };
    return [error('answers.not-supported-value', formatPath(path), args)];
  });
}
