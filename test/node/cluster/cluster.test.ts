import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { realMachine } from '../../../src/machine.ts';
import { NODES, readNodes, registerNode } from '../../../src/node/cluster/nodes.ts';
import type { Place } from '../../../src/node/cluster/place.ts';
import { removeNode } from '../../../src/node/cluster/remove.ts';
import { clusterText } from '../../../src/node/cluster/text.ts';
import { clusterView } from '../../../src/node/cluster/view.ts';
import { etcdAt } from '../../../src/node/etcd/client.ts';
import { client, cluster, etcds, WAIT } from '../etcd/real-etcd.ts';

const [CONTROLLER, AGENT, CLIENT, OTHER] = ['127.97.1.1', '127.97.1.4', '127.97.1.5', '127.97.1.6'];
const servers = etcds();
const at = (host: string) => etcdAt(realMachine, [client(host)], { deadline: 5 });
const [controllers, agents] = [at(CONTROLLER), at(AGENT)];
const silent = at('127.97.1.99');

const place = (role: Place['role'], hostname: string, address: string): Place => ({
  id: `id-of-${hostname}`,
  hostname,
  address,
  role,
  network: '192.168.122.0',
  controllers: [CONTROLLER],
  virtualIp: '127.97.1.9',
});
const one = place('controller', 'cos-1', CONTROLLER);
const four = place('agent', 'cos-4', AGENT);
const five = place('agent', 'cos-5', CLIENT);
const RANGE = { start: '192.168.122.200', end: '192.168.122.209', prefix: 24 };
const ips = '/csphere/network/192.168.122.0/ips/';

beforeAll(async () => {
  servers.start(CONTROLLER, { ETCD_INITIAL_CLUSTER: cluster([CONTROLLER]) });
  for (const host of [AGENT, OTHER]) servers.start(host, { ETCD_INITIAL_CLUSTER: cluster([AGENT, OTHER]) });
  await Promise.all([CONTROLLER, AGENT, OTHER].map(servers.isUp));
});
afterAll(servers.close);

const entry = ({ id: node, hostname: host, address }: Place) => JSON.stringify({ node, host, address });

beforeEach(async () => {
  for (const etcd of [controllers, agents])
    for (const { key } of await etcd.list('/csphere/')) await etcd.change([], [{ delete: key }]);
  await registerNode([controllers], one);
  await registerNode([agents, controllers], four);
  await registerNode([agents, controllers], five);
  await controllers.change(
    [],
    [{ put: '/csphere/monitor/leader', value: JSON.stringify({ address: CONTROLLER }) }],
  );
  await agents.change(
    [],
    [
      { put: '/csphere/network/192.168.122.0/pool/a', value: JSON.stringify(RANGE) },
      { put: `${ips}192.168.122.200`, value: entry(four) },
      { put: `${ips}192.168.122.201`, value: entry(five) },
    ],
  );
});

test('a node enters each store once, and again when its name has changed', async () => {
  const revision = async () => (await controllers.get(`${NODES}${four.id}`))?.mod_revision;
  const before = await revision();
  await registerNode([silent, agents, controllers], four);
  expect(await revision()).toBe(before);
  await registerNode([controllers], { ...four, hostname: 'renamed' });
  expect((await readNodes(controllers)).map(({ hostname }) => hostname)).toEqual([
    'cos-1',
    'renamed',
    'cos-5',
  ]);
});

test('the cluster in a table: members and clients of etcd, the virtual IP, the pool', async () => {
  const view = await clusterView(one, controllers, () => agents);
  expect(clusterText(view)).toBe(`node   address     role        etcd
cos-1  127.97.1.1  controller  member  virtual IP 127.97.1.9
cos-4  127.97.1.4  agent       member
cos-5  127.97.1.5  agent       client

pool 192.168.122.200-192.168.122.209: 2 of 10 taken
`);
});

test('an agent whose controllers are silent still sees the agents', async () => {
  const view = await clusterView(four, silent, () => agents);
  expect(view.nodes.map(({ hostname }) => hostname)).toEqual(['cos-4', 'cos-5']);
  expect(view.silent).toHaveLength(1);
  expect(clusterText(view)).toContain("no answer from the controllers' etcd: ");
});

test('what is no node is passed over', async () => {
  await controllers.change([], [{ put: `${NODES}strange`, value: '{' }]);
  expect(await readNodes(controllers)).toHaveLength(3);
});

const withdrawn: string[] = [];
const stores = {
  controllers,
  agents: () => agents,
  withdraw: async (address: string) => void withdrawn.push(address),
};

test('a node that is gone leaves its addresses and its entries', async () => {
  expect(await removeNode('cos-5', four, stores)).toEqual([
    'pool: freed 192.168.122.201',
    'cos-5 (127.97.1.5) is no longer in the cluster',
  ]);
  expect((await agents.list(ips)).map(({ key }) => key)).toEqual([`${ips}192.168.122.200`]);
  expect(withdrawn).toEqual([CLIENT]);
  for (const etcd of [controllers, agents])
    expect((await readNodes(etcd)).map(({ hostname }) => hostname)).not.toContain('cos-5');
});

test('who is meant must be plain, and not this node', async () => {
  await expect(removeNode('cos-7', one, stores)).rejects.toThrow('no node is called cos-7; see: cspherectl');
  await expect(removeNode('cos-1', one, stores)).rejects.toThrow('cos-1 is this node');
  await registerNode([controllers], { ...five, id: 'other', address: '127.97.1.7' });
  await expect(removeNode('cos-5', one, stores)).rejects.toThrow('say which by its address: 127.97.1.');
});

// The last one: the member does not come back.
test('a member leaves etcd too', async () => {
  const six = place('agent', 'cos-6', OTHER);
  await registerNode([controllers], six);
  // etcd takes no member out before its members have known each other for five seconds.
  const said = await vi.waitFor(() => removeNode(OTHER, one, stores), WAIT);
  expect(said.at(-1)).toBe(`cos-6 (${OTHER}) is no longer in the cluster`);
  expect((await agents.members()).map(({ name }) => name)).toEqual([`n-${AGENT}`]);
});
