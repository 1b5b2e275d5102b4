import { error, type Problem } from '../../../problem.ts';
import { platformServices } from '../all.ts';
import type { Cluster } from '../cluster.ts';
import type { Port } from '../service.ts';

type Taken = Port & { readonly title: string; readonly path: string };

/** What listens on every node. */
const SYSTEM: readonly Taken[] = [{ port: 22, title: 'SSH', path: 'platform.services' }];

/** No two services of a node may listen on one port; of services that meet on several nodes it is said once. */
export function portProblems(cluster: Cluster): Problem[] {
  const found = cluster.nodes.flatMap(({ name: node }) => {
    const taken = [...SYSTEM, ...portsOn(cluster, node)];
    return taken.flatMap((one, index) =>
      taken.slice(0, index).flatMap((earlier) => {
        const port = firstShared(one, earlier);
        if (port === undefined || one.title === earlier.title) return [];
        return [
          error('platform.port-taken', one.path, { one: earlier.title, another: one.title, port, node }),
        ];
      }),
    );
  });
  const keyOf = ({ args }: Problem) => `${args.one} ${args.another} ${args.port}`;
  return found.filter((one, index) => found.findIndex((other) => keyOf(other) === keyOf(one)) === index);
}

function portsOn(cluster: Cluster, name: string): Taken[] {
  return platformServices.flatMap((one) =>
    one.ports(cluster, { name }).map((port) => {
      return { ...port, title: one.title, path: `platform.services.${one.name}` };
    }),
  );
}

/** The lowest port of both ranges; undefined where they have none in common. */
function firstShared(a: Port, b: Port): number | undefined {
  const low = Math.max(a.port, b.port);
  return low <= Math.min(a.to ?? a.port, b.to ?? b.port) ? low : undefined;
}
