import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { realMachine } from '../../../src/machine.ts';
import { dockerSocket } from '../../../src/node/docker/socket.ts';
import { etcdAt } from '../../../src/node/etcd/client.ts';
import { readArguments } from '../../../src/node/ipam/arguments.ts';
import { runCommand } from '../../../src/node/ipam/commands.ts';
import { readEntries } from '../../../src/node/ipam/read-pool.ts';
import { readNotes } from '../../../src/node/note.ts';
import { pause } from '../../../src/pause.ts';
import { standInDocker } from '../docker/stand-in.ts';
import { client, cluster, etcds, WAIT } from '../etcd/real-etcd.ts';
import { type FileMachine, fileMachine } from '../file-machine.ts';
import { containerFile } from './container-file.ts';
import { entryOf, node } from './nodes.ts';

const HOST = '127.96.4.1';
const ANSWERED = '/etc/cos/container-network.json';
const servers = etcds();
const etcd = etcdAt(realMachine, [client(HOST)], { deadline: 1 });
const here = node(11);
const quick = (_: number, signal?: AbortSignal) => pause(0.02, signal);

beforeAll(async () => {
  servers.start(HOST, { ETCD_INITIAL_CLUSTER: cluster([HOST]) });
  await servers.isUp(HOST);
});
afterAll(servers.close);
beforeEach(async () => {
  for (const { key } of await etcd.list('/csphere/')) await etcd.change([], [{ delete: key }]);
});

/** What `net-plugin` prints on a node with these files. */
function netPlugin(
  line: string,
  machine: FileMachine,
  socket = '/run/there-is-no-docker.sock',
): Promise<string[]> {
  const asked = readArguments(line.split(' '));
  if (!asked) throw new Error(line);
  return runCommand(asked, { machine, etcd, docker: dockerSocket(socket), here, pause: quick });
}
const noteOf = async (machine: FileMachine, thing: string) =>
  (await readNotes(machine)).find((note) => note.thing === thing);

test('the first start of an agent, with a pool in the answers and without', async () => {
  const without = fileMachine();
  expect(await netPlugin('reconcile', without)).toEqual([
    'addresses kept for containers: 0, written anew: 0',
  ]);
  expect(await noteOf(without, 'pool')).toMatchObject({
    state: 'waiting',
    text: 'no addresses for containers yet',
    do: 'net-plugin ip-range --ip-start=ADDRESS/24 --ip-end=ADDRESS/24',
  });
  const pool = { pool: [{ start: '192.168.122.200', end: '192.168.122.209' }], dns: '192.168.122.1' };
  const machine = fileMachine({ [ANSWERED]: JSON.stringify(pool) });
  expect(await netPlugin('reconcile', machine)).toEqual([
    'the pool of the answers was set',
    'addresses kept for containers: 0, written anew: 0',
  ]);
  expect(await noteOf(machine, 'pool')).toMatchObject({
    state: 'ok',
    text: '0 of 10 addresses for containers in use',
  });
  expect(await netPlugin('ip-range list', machine)).toEqual([
    '192.168.122.200-192.168.122.209  /24  10 addresses: 0 in use, 0 kept, 10 free',
  ]);
});

test('a pool of the answers that breaks a rule keeps nobody from starting', async () => {
  const pool = { pool: [{ start: '192.168.122.5', end: '192.168.122.20' }] };
  const machine = fileMachine({ [ANSWERED]: JSON.stringify(pool) });
  expect(await netPlugin('reconcile', machine)).toEqual([
    expect.stringMatching(/^the answers' pool was not set: .* is the address of this node, node11/),
    'addresses kept for containers: 0, written anew: 0',
  ]);
  expect(await noteOf(machine, 'pool')).toMatchObject({ state: 'failed' });
});

test('docker waits for etcd, and its files are written before it starts', async () => {
  const web = containerFile('web', '192.168.122.200');
  const outputs = { find: 'web\nbroken\nremoved\n' };
  const broken = '/var/lib/docker/containers/broken/config.v2.json';
  const machine = fileMachine({ [web.path]: web.text, [broken]: '{}' }, { outputs });
  for (const [ip, container] of [
    ['192.168.122.200', 'web'],
    ['192.168.122.201', 'removed'],
  ] as const) {
    const { node, host, address } = entryOf(here, ip);
    const value = JSON.stringify({ node, host, address, container, name: container });
    await etcd.change([], [{ put: `/csphere/network/192.168.122.0/ips/${ip}`, value }]);
  }
  await servers.kill(HOST);
  const done = netPlugin('reconcile', machine);
  const note = () => noteOf(machine, 'docker');
  await vi.waitFor(
    async () =>
      expect(await note()).toMatchObject({
        state: 'waiting',
        text: expect.stringMatching(/^docker waits for etcd: /),
      }),
    WAIT,
  );
  servers.start(HOST, { ETCD_INITIAL_CLUSTER: cluster([HOST]) });
  expect(await done).toEqual([
    '/var/lib/docker/containers/broken/config.v2.json is not understood: left as it is',
    'freed, for their containers are gone: 192.168.122.201',
    'addresses kept for containers: 1, written anew: 1',
  ]);
  expect(await note()).toMatchObject({ state: 'ok' });
  const written = JSON.parse(machine.files.get(web.path) ?? '');
  expect(written.NetworkSettings.Networks.br0.IPAMConfig).toEqual({ IPv4Address: '192.168.122.200' });
  expect(JSON.parse(machine.files.get('/var/lib/cos/kept-addresses.json') ?? '')).toEqual({
    web: '192.168.122.200',
  });
  expect(machine.done).toContainEqual(expect.stringContaining(`write ${web.path} 600 `));
  expect(machine.files.get(broken)).toBe('{}');
  expect((await readEntries(etcd, here.network)).map(({ ip }) => ip)).toEqual(['192.168.122.200']);
});

test('after docker: its network, or what keeps it', async () => {
  const docker = await standInDocker();
  const machine = fileMachine();
  expect(await netPlugin('networks', machine, docker.socket)).toEqual([
    'docker network br0: 192.168.122.0/24 by 192.168.122.1',
  ]);
  expect(await noteOf(machine, 'networks')).toMatchObject({ state: 'ok' });
  expect(await netPlugin('retry', machine, docker.socket)).toEqual([
    'docker gave up no container of this network',
  ]);
  docker.close();
  await expect(netPlugin('networks', machine, docker.socket)).rejects.toThrow('docker does not answer');
  expect(await noteOf(machine, 'networks')).toMatchObject({ state: 'failed', do: 'net-plugin networks' });
});

test('a docker of the payload that knows COS is left alone', async () => {
  const files = { '/etc/csphere/csphere-docker-agent.env': 'DOCKER_START_OPTS="daemon -b br0 --csphere"\n' };
  for (const command of ['reconcile', 'networks'])
    expect(await netPlugin(command, fileMachine(files))).toEqual([
      'the docker of the payload makes its own networks',
    ]);
});
