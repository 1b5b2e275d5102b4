import { parseEnv } from 'node:util';
import type { Machine } from '../../machine.ts';
import { type Cluster, clusterSchema } from '../../roles/platform/cluster.ts';
import { CLUSTER_JSON, NODE_ENV } from '../../roles/platform-node.ts';
import { NodeFailure } from '../failure.ts';

/** The cluster as the installer wrote it, and which of its nodes this is. @throws NodeFailure where there is none */
export async function readCluster(
  machine: Pick<Machine, 'readText'>,
): Promise<{ readonly cluster: Cluster; readonly self: string }> {
  const text = await machine.readText(CLUSTER_JSON);
  const self = parseEnv((await machine.readText(NODE_ENV)) ?? '').COS_NODE_NAME;
  if (text === undefined || self === undefined) throw new NodeFailure('this is no node of a platform');
  return { cluster: clusterSchema.parse(JSON.parse(text)), self };
}
