import type { Problem } from '../problem.ts';
import type { InstallAnswers } from './install-answers.ts';

/** What is known against the health of the target: a warning or, as the answers want it, what stops the installation. */
export function underPolicy(
  warnings: readonly Problem[],
  { disk_health }: Pick<InstallAnswers, 'disk_health'>,
): Problem[] {
  return warnings.map((one) => (disk_health === 'refuse' ? { ...one, severity: 'error' } : one));
}
