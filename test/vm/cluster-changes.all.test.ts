import { expect, test } from 'vitest';
import { type Cluster, type Member, withCluster } from './cluster.ts';
import { addressOf, pushImage, reaches, startContainer } from './containers.ts';

/** Seconds in which machines that start together are a cluster. */
const FORMED = 1800;
const CONTROLLER = '192.168.122.170';
const IMAGE = `${CONTROLLER}:5000/tool`;
const controller: Member = {
  hostname: 'controller1',
  address: CONTROLLER,
  role: { role: 'controller', controller: { cluster_size: 1, registry: true } },
};
/** Each takes its address + 1 too, and there are two addresses for containers in all. */
const agentAt = (hostname: string, address: string): Member => ({
  hostname,
  address,
  role: {
    role: 'agent',
    agent: { controllers: [`${CONTROLLER}:80`], install_code: '0070', network_mode: 'ipvlan' },
    container_network: { pool: [{ start: '192.168.122.200', end: '192.168.122.201' }] },
  },
  data: true,
});
const agents = [agentAt('agent1', '192.168.122.190'), agentAt('agent2', '192.168.122.192')];
const late = agentAt('agent3', '192.168.122.194');

async function expectUp(cluster: Cluster, ...members: readonly Member[]): Promise<void> {
  for (const { hostname } of members) await cluster.node(hostname).until('cspherectl status', FORMED);
}

/** Of the two agents, who keeps the store and who only asks it. */
async function byPlace(cluster: Cluster): Promise<{ member: Member; client: Member }> {
  const shown = await cluster.node('agent1').sh('cspherectl status --cluster');
  const isMember = ({ hostname }: Member) => new RegExp(`^${hostname} .* member`, 'm').test(shown);
  const [member, client] = agents.toSorted((a, b) => Number(isMember(b)) - Number(isMember(a)));
  if (!(member && client) || !isMember(member) || isMember(client)) throw new Error(shown);
  return { member, client };
}

test('ipvlan: a cluster that is disturbed while it forms, runs out of addresses, and gets new nodes', async () => {
  await withCluster('changes', async (cluster) => {
    await cluster.install([controller, ...agents]);
    cluster.cut('controller1');
    cluster.cut('agent2');
    await cluster.node('agent1').until("cspherectl status etcd | grep -q 'no controller answers'", FORMED);
    cluster.start('agent2');
    cluster.start('controller1');
    await expectUp(cluster, controller, ...agents);

    const { member, client } = await byPlace(cluster);
    const [first, second] = [cluster.node(member.hostname), cluster.node(client.hostname)];
    await pushImage(first, IMAGE);
    await startContainer(first, 'one', IMAGE, 'ipvlan');
    await startContainer(second, 'two', IMAGE, 'ipvlan');
    const refused = await startContainer(first, 'three', IMAGE, 'ipvlan').catch(String);
    expect(refused).toContain('net-plugin ip-range');
    await second.sh('net-plugin ip-range --ip-start=192.168.122.210/24 --ip-end=192.168.122.212/24');
    await first.sh('docker start three');
    expect(await addressOf(first, 'three')).toBe('192.168.122.210');
    for (const name of ['one', 'three']) await reaches(first, name, await addressOf(second, 'two'));
    const named = await first.until('docker exec one getent hosts two.csphere.local', 120);
    expect(named).toContain(await addressOf(second, 'two'));

    cluster.cut(client.hostname);
    await cluster.install([client, late]);
    await expectUp(cluster, client, late);
    const third = cluster.node(late.hostname);
    await startContainer(second, 'again', IMAGE, 'ipvlan');
    await startContainer(third, 'late', IMAGE, 'ipvlan');
    const all = await Promise.all([
      ...['one', 'three'].map((name) => addressOf(first, name)),
      addressOf(second, 'again'),
      addressOf(third, 'late'),
    ]);
    expect(new Set(all).size).toBe(4);
    for (const address of all) await reaches(third, 'late', address);
    await expectUp(cluster, controller, ...agents, late);
  });
}, 7_200_000);
