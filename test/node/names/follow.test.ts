import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { realMachine } from '../../../src/machine.ts';
import { dockerSocket } from '../../../src/node/docker/socket.ts';
import { etcdAt } from '../../../src/node/etcd/client.ts';
import { followNames, HOSTS_FILE } from '../../../src/node/names/follow.ts';
import { forgetNode, registerNames } from '../../../src/node/names/register.ts';
import { readNotes } from '../../../src/node/note.ts';
import { pause } from '../../../src/pause.ts';
import { contained, standInDocker } from '../docker/stand-in.ts';
import { client, cluster, etcds, WAIT } from '../etcd/real-etcd.ts';
import { fileMachine } from '../file-machine.ts';
import { node } from '../ipam/nodes.ts';

const HOST = '127.96.3.1';
const servers = etcds();
const etcd = etcdAt(realMachine, [client(HOST)], { deadline: 1 });
const quick = (_: number, signal?: AbortSignal) => pause(0.05, signal);
const RELOAD = 'systemctl kill --kill-whom=main --signal=HUP csphere-skydns.service';

beforeAll(async () => {
  servers.start(HOST, { ETCD_INITIAL_CLUSTER: cluster([HOST]) });
  await servers.isUp(HOST);
});
afterAll(servers.close);

/** One node whose names are followed. */
async function follower(last: number) {
  const docker = await standInDocker();
  const machine = fileMachine();
  const stop = new AbortController();
  const here = node(last);
  const parts = {
    machine,
    etcd,
    docker: dockerSocket(docker.socket),
    here,
    pause: quick,
    signal: stop.signal,
  };
  const ended = followNames(parts);
  const stopped = async () => {
    stop.abort();
    await ended;
    docker.close();
  };
  return { docker, machine, here, hosts: () => machine.files.get(HOSTS_FILE)?.split('\n') ?? [], stopped };
}

test('containers of two nodes are known on both, and gone when they stop or their node does', async () => {
  const [one, two] = [await follower(11), await follower(12)];
  one.docker.state.containers = [contained('web', 'br0', '192.168.122.200')];
  two.docker.state.containers = [contained('db', 'br0', '192.168.122.201')];
  const all = [
    '192.168.122.11 node11.csphere.local',
    '192.168.122.12 node12.csphere.local',
    '192.168.122.200 web.csphere.local',
    '192.168.122.201 db.csphere.local',
    '',
  ];
  await vi.waitFor(() => expect([one.hosts(), two.hosts()]).toEqual([all, all]), WAIT);
  await vi.waitFor(() => expect(one.machine.done).toContain(RELOAD), WAIT);
  const note = async () => (await readNotes(one.machine))[0];
  const said = { thing: 'names', state: 'ok', text: '4 names in csphere.local' };
  await vi.waitFor(async () => expect(await note()).toMatchObject(said), WAIT);
  expect((await etcd.list('/csphere/nodes/')).map(({ value }) => JSON.parse(value))).toEqual([
    { hostname: 'node11', address: '192.168.122.11', role: 'agent' },
    { hostname: 'node12', address: '192.168.122.12', role: 'agent' },
  ]);

  one.docker.state.containers = [];
  await vi.waitFor(() => expect(two.hosts()).not.toContain('192.168.122.200 web.csphere.local'), WAIT);
  await two.stopped();
  await vi.waitFor(() => expect(one.hosts()).toEqual([...all.slice(0, 2), '']), WAIT);
  expect(await forgetNode(etcd, two.here.node)).toEqual(['node12']);
  await vi.waitFor(() => expect(one.hosts()).toEqual([all[0], '']), WAIT);
  expect(await etcd.list('/csphere/nodes/')).toHaveLength(1);

  const told = one.machine.done.length;
  await servers.kill(HOST);
  await vi.waitFor(async () => expect(await note()).toMatchObject({ state: 'waiting' }), WAIT);
  expect(one.hosts()).toEqual([all[0], '']);
  servers.start(HOST, { ETCD_INITIAL_CLUSTER: cluster([HOST]) });
  await servers.isUp(HOST);
  await vi.waitFor(async () => expect(await note()).toMatchObject({ state: 'ok' }), WAIT);
  expect(one.machine.done.slice(told).filter((line) => line === RELOAD)).toEqual([]);
  await one.stopped();
});

test('a name that another node had first is said; a lease of before is replaced', async () => {
  const [one, two] = [node(21), node(22)];
  const name = (here: typeof one, last: number) => ({
    name: 'app',
    address: `192.168.122.${last}`,
    node: here.node,
  });
  const first = await etcd.grant(60);
  await registerNames(etcd, one, [name(one, 210)], first);
  expect((await registerNames(etcd, two, [name(two, 211)], await etcd.grant(60))).taken).toEqual(['app']);
  const second = await etcd.grant(60);
  await registerNames(etcd, one, [name(one, 210)], second);
  expect(await etcd.get('/csphere/names/app')).toMatchObject({ lease: second });
  await etcd.revoke(first);
  expect(await etcd.get('/csphere/names/app')).toBeDefined();
  await etcd.revoke(second);
  expect((await registerNames(etcd, two, [name(two, 211)], await etcd.grant(60))).taken).toEqual([]);
});
