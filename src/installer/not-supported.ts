import { error, type Problem } from '../problem.ts';
import { platformServices } from '../roles/platform/all.ts';
import { servicesSchema } from '../roles/platform/services.ts';
import { formatPath } from './key-path.ts';
import { valueAt } from './plain-data.ts';

/** The roles that can be installed. */
export const supportedRoles = 'controller, agent, platform';

const built: readonly string[] = platformServices.map(({ name }) => name);

/**
 * What the format already names and this installer does not do yet. Its shape is checked like everything
 * else; then it is refused, so that nobody waits for something that will not happen.
 */
export const notSupportedYet: readonly (readonly string[])[] = Object.keys(servicesSchema.shape)
  .filter((name) => !built.includes(name))
  .map((name) => ['platform', 'services', name]);

/** The parts of a written document that are not supported yet. */
export function notSupportedIn(document: unknown): Problem[] {
  return notSupportedYet.flatMap((path) => {
    if (valueAt(document, path) === undefined) return [];
    const args = { value: path.at(-1) ?? '', allowed: built.join(', ') };
    return [error('answers.not-supported-value', formatPath(path), args)];
  });
}
