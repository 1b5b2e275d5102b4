import { expect, test } from 'vitest';
import { type Cluster, type Member, withCluster } from './cluster.ts';
import { imageOf } from './container-image.ts';
import type { Node } from './node.ts';

/** Seconds in which three machines that start together are a cluster. */
const FORMED = 1200;
const CONTROLLER = '192.168.122.170';
const AGENT = {
  role: 'agent',
  agent: { controllers: [`${CONTROLLER}:80`], install_code: '0070', network_mode: 'bridge' },
  container_network: { pool: [{ start: '192.168.122.200', end: '192.168.122.250' }] },
};
const MEMBERS: readonly Member[] = [
  {
    hostname: 'controller1',
    address: CONTROLLER,
    role: { role: 'controller', controller: { cluster_size: 1, registry: true } },
  },
  { hostname: 'agent1', address: '192.168.122.190', role: AGENT, data: true },
  { hostname: 'agent2', address: '192.168.122.191', role: AGENT, data: true },
];
const IMAGE = `${CONTROLLER}:5000/tool`;

/** All that is installed is up: the exit code of `cspherectl status`. */
const isUp = (node: Node) => node.until('cspherectl status', FORMED);

const addressOf = (node: Node, container: string) =>
  node.sh(`docker inspect --format '{{ .NetworkSettings.Networks.br0.IPAddress }}' ${container}`);

const ping = (from: string, to: string) => `docker exec ${from} ping -n -c 1 -W 20 ${to} >/dev/null`;

/** A container on each agent, of an image that one of them made and the other one got from the registry. */
async function startContainers(first: Node, second: Node): Promise<void> {
  const run = (name: string) =>
    `docker run --detach --name ${name} --network br0 --restart always ${IMAGE} sleep infinity`;
  await first.sh(`${imageOf(IMAGE, ['sleep', 'ping', 'getent', 'dd'])} && docker push ${IMAGE}`);
  await first.sh(run('one'));
  await second.sh(run('two'));
}

async function expectCluster(cluster: Cluster): Promise<void> {
  const [controller, first, second] = MEMBERS.map(({ hostname }) => cluster.node(hostname));
  if (!controller || !first || !second) throw new Error('three machines were wanted');
  await startContainers(first, second);
  const addresses = [await addressOf(first, 'one'), await addressOf(second, 'two')] as const;
  expect(addresses.toSorted()).toEqual(['192.168.122.200', '192.168.122.201']);
  // From container to container, to the hosts, and out of the node.
  await first.sh(ping('one', addresses[1]));
  await second.sh(ping('two', addresses[0]));
  for (const host of ['192.168.122.1', CONTROLLER, '192.168.122.191']) await first.sh(ping('one', host));
  cluster.lan.run('ping', '-n', '-c', '1', '-W', '20', addresses[0]);
  for (const [name, address] of [
    ['two', addresses[1]],
    ['agent2', '192.168.122.191'],
  ])
    expect(await first.until(`docker exec one getent hosts ${name}.csphere.local`, 60)).toContain(address);
  // Quotas hold: docker is on the data disk.
  const full = `docker run --rm --network none --storage-opt size=10M ${IMAGE} dd if=/dev/zero of=/file bs=1M count=20 2>&1 || true`;
  expect(await first.sh(full)).toContain('No space left on device');

  cluster.cut('agent1');
  cluster.start('agent1');
  await first.until(`docker ps --format '{{ .Names }}' | grep -x one`, FORMED);
  expect(await addressOf(first, 'one')).toBe(addresses[0]);
  await second.sh(ping('two', addresses[0]));
}

test('a controller and two agents become a cluster, and a container keeps its address over a power cut', async () => {
  await withCluster('three', async (cluster) => {
    await cluster.install(MEMBERS);
    for (const { hostname } of MEMBERS) {
      const node = cluster.node(hostname);
      await node.ready(FORMED);
      expect(await isUp(node)).not.toContain('failed');
    }
    await expectCluster(cluster);
    for (const { hostname } of MEMBERS) await isUp(cluster.node(hostname));
  });
});
