import type { Machine } from '../../machine.ts';
import { type Cluster, clusterSchema, nodeNamed, type Self } from '../../roles/platform/cluster.ts';
import { CLUSTER_JSON, NODE_ENV } from '../../roles/platform-node.ts';
import { readEnvFile } from '../env-file.ts';
import { NodeFailure } from '../failure.ts';

/** The cluster of a platform node, and which of its nodes this is. */
export type OfCluster = { readonly cluster: Cluster; readonly self: Self };

/**
 * Reads what the installer wrote; undefined on a node of another role.
 * @throws NodeFailure naming the file that is damaged
 */
export async function readCluster(machine: Pick<Machine, 'readText'>): Promise<OfCluster | undefined> {
  const text = await machine.readText(CLUSTER_JSON);
  if (text === undefined) return undefined;
  const cluster = clusterIn(text);
  const env = await readEnvFile(machine, NODE_ENV, 'it is written from user_data at the first start');
  const name = env.value('COS_NODE_NAME');
  const node = nodeNamed(cluster, name);
  if (!node) throw new NodeFailure(`${NODE_ENV}: COS_NODE_NAME is no node of ${CLUSTER_JSON}`);
  return { cluster, self: { ...node, device: env.value('COS_NODE_DEVICE') } };
}

/** The same, for a program that only nodes of a platform have. @throws NodeFailure on any other */
export async function readPlatform(machine: Pick<Machine, 'readText'>): Promise<OfCluster> {
  const found = await readCluster(machine);
  if (!found) throw new NodeFailure(`this is no node of a platform: there is no ${CLUSTER_JSON}`);
  return found;
}

function clusterIn(text: string): Cluster {
  try {
    return clusterSchema.parse(JSON.parse(text));
  } catch {
    throw new NodeFailure(`${CLUSTER_JSON} is damaged; it is written from user_data at each start`);
  }
}
