import type { Machine } from '../../machine.ts';
import { hostPort, runsOn } from '../../roles/platform/cluster.ts';
import { writeNote } from '../note.ts';
import { registryNote } from '../status/registry-note.ts';
import { etcdHealth } from './etcd-health.ts';
import { glusterHealth } from './gluster/health.ts';
import type { OfCluster } from './read-cluster.ts';
import { zookeeperHealth } from './zookeeper-health.ts';

/** Asks a service of this node how it is, and says it in a note; nothing where the service is not on this node. */
export type HealthCheck = (machine: Machine, here: OfCluster) => Promise<void>;

const CHECKS: readonly HealthCheck[] = [glusterHealth, zookeeperHealth, etcdHealth, registryHealth];

/** Asks all services of a platform node at once. */
export async function noteHealth(machine: Machine, here: OfCluster): Promise<void> {
  await Promise.all(CHECKS.map((check) => check(machine, here)));
}

async function registryHealth(machine: Machine, { cluster, self }: OfCluster): Promise<void> {
  const { registry } = cluster.services;
  if (!registry || !runsOn(cluster, 'registry', self)) return;
  const at = hostPort(self.name, registry.port);
  await writeNote(
    machine,
    'registry',
    await registryNote(machine, { port: registry.port, at, component: 'docker-registry' }),
  );
}
