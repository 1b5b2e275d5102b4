import type { Machine } from '../../machine.ts';
import { NodeFailure } from '../failure.ts';
import { readInstOpts } from '../inst-opts.ts';
import { readCluster } from '../platform/read-cluster.ts';
import type { NodeKind } from './components.ts';

/** Of which role this node is, with what of its answers decides its components. @throws NodeFailure on what is no COS node */
export async function readKind(machine: Machine): Promise<NodeKind> {
  const here = await readCluster(machine);
  return here ? { role: 'platform', ...here } : readInstOpts(machine);
}

/** The cluster of controllers and agents, which a node of a platform is not in. @throws NodeFailure there */
export function cosOnly<T extends { readonly kind: NodeKind }>(one: T): T {
  if (one.kind.role === 'platform')
    throw new NodeFailure('only on controllers and agents; `cspherectl status` on each node of a platform');
  return one;
}
