import { expect, test } from 'vitest';
import { type Cluster, type Member, withCluster } from './cluster.ts';
import { addressOf, fillQuota, isRunning, pushImage, reaches, startContainer } from './containers.ts';

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

/** All that is installed is up on each node: the exit code of `cspherectl status`. */
async function expectUp(cluster: Cluster): Promise<void> {
  for (const { hostname } of MEMBERS) await cluster.node(hostname).until('cspherectl status', FORMED);
}

test('a controller and two agents become a cluster, and a container keeps its address over a power cut', async () => {
  await withCluster('three', async (cluster) => {
    await cluster.install(MEMBERS);
    await expectUp(cluster);
    const [first, second] = [cluster.node('agent1'), cluster.node('agent2')];
    await pushImage(first, IMAGE);
    await startContainer(first, 'one', IMAGE);
    await startContainer(second, 'two', IMAGE);
    const [one, two] = [await addressOf(first, 'one'), await addressOf(second, 'two')];
    expect([one, two].toSorted()).toEqual(['192.168.122.200', '192.168.122.201']);
    // From container to container, to every host, and out of the node.
    for (const address of [two, '192.168.122.1', CONTROLLER, '192.168.122.190', '192.168.122.191'])
      await reaches(first, 'one', address);
    await reaches(second, 'two', one);
    for (const [name, address] of [
      ['two', two],
      ['agent2', '192.168.122.191'],
    ])
      expect(await first.until(`docker exec one getent hosts ${name}.csphere.local`, 120)).toContain(address);
    expect(await fillQuota(first, IMAGE)).toContain('No space left on device');

    cluster.cut('agent1');
    cluster.start('agent1');
    await isRunning(first, 'one', FORMED);
    expect(await addressOf(first, 'one')).toBe(one);
    await reaches(second, 'two', one);
    await expectUp(cluster);
  });
});
