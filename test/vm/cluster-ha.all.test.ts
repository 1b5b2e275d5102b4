import { expect, test } from 'vitest';
import { type Cluster, type Member, withCluster } from './cluster.ts';
import { addressOf, pushImage, reaches, startContainer } from './containers.ts';

/** Seconds in which six machines that start together on two processors are a cluster. */
const FORMED = 2400;
const VIRTUAL_IP = '192.168.122.180';
const CONTROLLERS = ['192.168.122.170', '192.168.122.171', '192.168.122.172'];
const AGENTS = ['192.168.122.190', '192.168.122.192', '192.168.122.194'];
const IMAGE = `${CONTROLLERS[0]}:5000/tool`;

const controllers = CONTROLLERS.map((address, index): Member => {
  const ha = { members: CONTROLLERS, virtual_ip: VIRTUAL_IP };
  const controller = {
    ...{ cluster_size: 3, registry: true },
    ...{ ha, auth_key: '0123456789abcdefghijABCDEFGHIJ01' },
  };
  return { hostname: `controller${index + 1}`, address, role: { role: 'controller', controller } };
});
const agents = AGENTS.map((address, index): Member => {
  const agent = { controllers: CONTROLLERS.map((one) => `${one}:80`), install_code: '0070' };
  const pool = [{ start: '192.168.122.200', end: '192.168.122.250' }];
  const role = { role: 'agent', agent, container_network: { pool } };
  return { hostname: `agent${index + 1}`, address, role, data: true };
});
const names = (members: readonly Member[]) => members.map(({ hostname }) => hostname);

async function expectUp(cluster: Cluster): Promise<void> {
  for (const name of names([...controllers, ...agents]))
    await cluster.node(name).until('cspherectl status', FORMED);
}

/** Members of the store that a node has, which all answer. */
async function healthyMembers(cluster: Cluster, name: string): Promise<number> {
  const said = await cluster.node(name).sh('etcdctl endpoint health --cluster 2>&1');
  return said.split('\n').filter((line) => line.includes(' is healthy')).length;
}

/** The controllers among these that have the virtual IP at this moment. */
async function holders(cluster: Cluster, living: readonly string[]): Promise<string[]> {
  const shown = await Promise.all(
    living.map((name) => cluster.node(name).sh(`ip -brief address show to ${VIRTUAL_IP}`)),
  );
  return living.filter((_, index) => shown[index] !== '');
}

/** Waits until the virtual IP answers, and sees meanwhile that no two have it. @returns who has it */
async function holder(cluster: Cluster, living: readonly string[]): Promise<string> {
  for (;;) {
    const found = await holders(cluster, living);
    expect(found.length).toBeLessThan(2);
    const [only] = found;
    if (only !== undefined) return only;
  }
}

test('three controllers and three agents become a cluster; the virtual IP leaves a controller without power', async () => {
  await withCluster('six', async (cluster) => {
    await cluster.install([...controllers, ...agents]);
    await expectUp(cluster);
    expect(await healthyMembers(cluster, 'controller2')).toBe(3);
    expect(await healthyMembers(cluster, 'agent3')).toBe(3);

    await pushImage(cluster.node('agent1'), IMAGE);
    for (const name of names(agents)) await startContainer(cluster.node(name), `on-${name}`, IMAGE);
    const addresses = await Promise.all(
      names(agents).map((name) => addressOf(cluster.node(name), `on-${name}`)),
    );
    expect(new Set(addresses).size).toBe(3);
    for (const name of names(agents))
      for (const address of addresses) await reaches(cluster.node(name), `on-${name}`, address);

    const first = await holder(cluster, names(controllers));
    cluster.lan.run('ping', '-n', '-c', '1', '-W', '20', VIRTUAL_IP);
    cluster.cut(first);
    const others = names(controllers).filter((name) => name !== first);
    const second = await holder(cluster, others);
    expect(second).not.toBe(first);
    cluster.lan.run('ping', '-n', '-c', '1', '-W', '20', VIRTUAL_IP);
    cluster.start(first);
    await expectUp(cluster);
    expect(await holders(cluster, names(controllers))).toHaveLength(1);
  });
}, 7_200_000);
