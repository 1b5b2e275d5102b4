import type { Answers } from '../installer/answers.ts';
import { staticCidrs } from '../network/rules.ts';

/** Where images lie on the node: on the data disk where there is one. */
export const REGISTRY_DATA = '/var/lib/docker-registry';

/** Whether the cluster's registry is on this node: with HA on the first controller alone, for images do not move. */
export function runsRegistry(answers: Answers): boolean {
  if (answers.role !== 'controller' || !answers.controller.registry) return false;
  const first = answers.controller.ha?.members[0];
  return first === undefined || staticCidrs(answers.network).some(({ address }) => address === first);
}
