import { type Addressing, staticCidrs } from '../network/rules.ts';
import type { Problem } from '../problem.ts';
import { platformServices } from './platform/all.ts';
import { clusterOf } from './platform/cluster-of.ts';
import { containerProblems } from './platform/rules/containers.ts';
import { memberProblems } from './platform/rules/members.ts';
import { nodeProblems, ownNodeProblems } from './platform/rules/nodes.ts';
import { portProblems } from './platform/rules/ports.ts';
import type { Around } from './platform/service.ts';
import type { PlatformAnswers } from './platform.ts';

/** What else an answer file says of the node, as far as it can be read. */
type Node = {
  readonly hostname?: string | undefined;
  readonly network?: Addressing | undefined;
  readonly data?: Around['data'];
};

/** What in the `platform` section does not fit together, on any node of the cluster, or does not fit this node. */
export function platformProblems(platform: PlatformAnswers, { hostname, network, data }: Node): Problem[] {
  const cluster = clusterOf(platform);
  const around = { networks: network ? staticCidrs(network) : [], data };
  return [
    ...nodeProblems(cluster),
    ...ownNodeProblems(cluster, hostname, network),
    ...memberProblems(cluster, platform.services),
    ...containerProblems(cluster, platform.containers),
    ...platformServices.flatMap((one) => (cluster.services[one.name] ? one.problems(cluster, around) : [])),
    ...portProblems(cluster),
  ];
}
