import { type Problem, warning } from '../problem.ts';
import { hostPort, memberNodes } from '../roles/platform/cluster.ts';
import { clusterOf } from '../roles/platform/cluster-of.ts';
import type { Answers } from './answers.ts';
import type { Payload } from './payload.ts';

/**
 * Images of a platform's containers that are neither in the payload (there an image is called by its name and version)
 * nor in the cluster's registry: their nodes have to fetch them from somewhere. Pure.
 */
export function imageProblems(answers: Answers, payload: Payload | undefined): Problem[] {
  if (answers.role !== 'platform') return [];
  const cluster = clusterOf(answers.platform);
  const port = cluster.services.registry?.port ?? 0;
  const registries = memberNodes(cluster, 'registry').flatMap(({ name, address }) => [
    `${name}:${port}/`,
    `${hostPort(address, port)}/`,
  ]);
  const brought = (payload?.files ?? [])
    .filter(({ kind }) => kind === 'image')
    .map(({ name, version }) => `${name}:${version}`);
  return cluster.containers.flatMap(({ name: container, image, on }, index) => {
    const last = image.slice(image.lastIndexOf('/') + 1);
    const isHere = on.includes(answers.system.hostname);
    if (!isHere || brought.includes(last) || registries.some((one) => image.startsWith(one))) return [];
    return [warning('platform.image-nowhere', `platform.containers[${index}].image`, { image, container })];
  });
}
