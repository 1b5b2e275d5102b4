import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { realMachine } from '../../../src/machine.ts';
import { dockerSocket } from '../../../src/node/docker/socket.ts';
import { etcdAt } from '../../../src/node/etcd/client.ts';
import { addRange } from '../../../src/node/ipam/ranges.ts';
import { readEntries } from '../../../src/node/ipam/read-pool.ts';
import { runServer } from '../../../src/node/ipam/server.ts';
import { readNotes } from '../../../src/node/note.ts';
import { pause } from '../../../src/pause.ts';
import { callPlugin, contained, standInDocker } from '../docker/stand-in.ts';
import { client, cluster, etcds, WAIT } from '../etcd/real-etcd.ts';
import { fileMachine } from '../file-machine.ts';
import { node } from './nodes.ts';

const HOST = '127.96.2.1';
const POOL = '192.168.122.0/24';
const servers = etcds();
const here = node(11);
const machine = { ...fileMachine(), request: realMachine.request };
const etcd = etcdAt(machine, [client(HOST)], { deadline: 1 });
/** The look of each minute does not come. */
const quick = (seconds: number, signal?: AbortSignal) => pause(seconds < 60 ? 0.01 : seconds, signal);
const folder = mkdtempSync(join(tmpdir(), 'cos-plugin-'));
const socket = join(folder, 'plugins', 'csphere.sock');
let docker: Awaited<ReturnType<typeof standInDocker>>;
let stop: AbortController;
let running: Promise<void>;

const call = async (method: string, body?: object) => (await callPlugin(socket, method, body)).body;
const request = (Address = '', Options = {}) =>
  call('IpamDriver.RequestAddress', { PoolID: POOL, Address, Options });
const give = (Address: string) => call('IpamDriver.ReleaseAddress', { PoolID: POOL, Address });
const entries = () => readEntries(etcd, here.network);

async function start(): Promise<void> {
  stop = new AbortController();
  const parts = { machine, etcd, docker: dockerSocket(docker.socket), here, pause: quick };
  running = runServer(parts, socket, stop.signal);
  await vi.waitFor(() => expect(docker.listeners.size).toBe(1), WAIT);
}

beforeAll(async () => {
  servers.start(HOST, { ETCD_INITIAL_CLUSTER: cluster([HOST]) });
  await servers.isUp(HOST);
});
afterAll(async () => {
  await servers.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  for (const { key } of await etcd.list('/csphere/')) await etcd.change([], [{ delete: key }]);
  docker = await standInDocker();
  await start();
});
afterEach(async () => {
  stop.abort();
  docker.close();
  await running;
});

test('the handshake, and a pool for a network', async () => {
  expect(await call('Plugin.Activate')).toEqual({ Implements: ['IpamDriver'] });
  expect(await call('IpamDriver.GetCapabilities')).toEqual({
    RequiresMACAddress: false,
    RequiresRequestReplay: false,
  });
  expect(await call('IpamDriver.GetDefaultAddressSpaces')).toEqual({
    LocalDefaultAddressSpace: 'csphere',
    GlobalDefaultAddressSpace: 'csphere',
  });
  const asked = { AddressSpace: 'csphere', Pool: POOL, SubPool: '', Options: {}, V6: false };
  expect(await call('IpamDriver.RequestPool', asked)).toEqual({ PoolID: POOL, Pool: POOL, Data: {} });
  const gateway = { RequestAddressType: 'com.docker.network.gateway' };
  expect(await request('192.168.122.254', gateway)).toEqual({ Address: '192.168.122.254/24', Data: {} });
  expect(await request('', gateway)).toEqual({ Address: '192.168.122.1/24', Data: {} });
  expect(await give('192.168.122.1')).toEqual({});
  expect(await call('IpamDriver.ReleasePool', { PoolID: POOL })).toEqual({});
  expect((await callPlugin(socket, 'NetworkDriver.Join', {})).status).toBe(404);
});

test('only root may ask, also where a killed server left its socket', async () => {
  const mode = () => (statSync(socket).mode & 0o777).toString(8);
  expect(mode()).toBe('660');
  stop.abort();
  await running;
  writeFileSync(socket, '');
  await start();
  expect(mode()).toBe('660');
  expect(await call('Plugin.Activate')).toEqual({ Implements: ['IpamDriver'] });
});

test.each([
  [
    { Pool: '10.0.0.0/8', V6: false },
    `containers are in the hosts' network: docker network create --subnet ${POOL}`,
  ],
  [
    { Pool: POOL, SubPool: '192.168.122.128/25', V6: false },
    'without --ip-range: net-plugin ip-range adds ranges, for all nodes at once',
  ],
  [{ Pool: '', V6: true }, 'the driver csphere has IPv4 addresses only'],
])('a pool that it is not: %j', async (asked, sentence) => {
  expect(await call('IpamDriver.RequestPool', asked)).toEqual({ Error: sentence });
});

test('an empty pool, a range, addresses, one given back, one asked for by name', async () => {
  expect(await request()).toEqual({
    Error:
      'no addresses for containers yet: net-plugin ip-range --ip-start=ADDRESS/24 --ip-end=ADDRESS/24 adds some',
  });
  await addRange(etcd, here, { start: '192.168.122.200/24', end: '192.168.122.201/24' });
  expect(await request()).toEqual({ Address: '192.168.122.200/24', Data: {} });
  expect(await request('192.168.122.201')).toEqual({ Address: '192.168.122.201/24', Data: {} });
  expect(await request()).toMatchObject({ Error: expect.stringMatching(/^all 2 addresses .* are in use/) });
  expect(await give('192.168.122.200')).toEqual({});
  expect(await request('192.168.122.201')).toEqual({
    Error: '192.168.122.201 is in use by a container on node11',
  });
  expect(await request()).toEqual({ Address: '192.168.122.200/24', Data: {} });
});

test('docker tells whose addresses are: they stay kept for it, and go with it', async () => {
  await addRange(etcd, here, { start: '192.168.122.200/24', end: '192.168.122.209/24' });
  await request();
  await request();
  docker.state.containers.push(
    contained('web', 'br0', '192.168.122.200'),
    contained('db', 'br0', '192.168.122.201'),
  );
  docker.happens();
  const names = async () =>
    (await entries()).map(({ name, released }) => `${name} ${released ? 'kept' : 'used'}`);
  await vi.waitFor(async () => expect(await names()).toEqual(['web used', 'db used']), WAIT);
  docker.state.containers = [contained('web', 'br0', '')];
  await give('192.168.122.200');
  await give('192.168.122.201');
  expect(await names()).toEqual(['web kept', 'db kept']);
  docker.happens();
  await vi.waitFor(async () => expect(await names()).toEqual(['web kept']), WAIT);
  await vi.waitFor(
    async () =>
      expect((await readNotes(machine))[0]).toMatchObject({
        thing: 'pool',
        state: 'ok',
        text: '0 of 10 addresses for containers in use',
      }),
    WAIT,
  );
  // Started again: it is the only one that can ask.
  expect(await request()).toEqual({ Address: '192.168.122.200/24', Data: {} });
});

test('a docker that is killed and comes again is listened to again', async () => {
  const [before] = docker.listeners;
  docker.happens();
  docker.isKilled();
  await vi.waitFor(() => {
    expect(docker.listeners.size).toBe(1);
    expect([...docker.listeners]).not.toContain(before);
  }, WAIT);
  expect(await call('Plugin.Activate')).toEqual({ Implements: ['IpamDriver'] });
});

test('an address that was set for a container, and is gone, is replaced; one that a person asks for is not', async () => {
  await addRange(etcd, here, { start: '192.168.122.200/24', end: '192.168.122.209/24' });
  await request('192.168.122.205');
  await request('192.168.122.206');
  await machine.writeFile('/var/lib/cos/kept-addresses.json', '{"web":"192.168.122.205"}', 0o600);
  expect(await request('192.168.122.205')).toEqual({ Address: '192.168.122.200/24', Data: {} });
  expect(await request('192.168.122.206')).toMatchObject({ Error: expect.stringContaining('in use') });
});

test('many at once get different addresses', async () => {
  await addRange(etcd, here, { start: '192.168.122.200/24', end: '192.168.122.219/24' });
  const given = await Promise.all(Array.from({ length: 20 }, () => request()));
  expect(new Set(given.map(({ Address }) => Address)).size).toBe(20);
  expect((await entries()).length).toBe(20);
});

test('etcd that is away for a moment is waited for; one that stays away is said', async () => {
  await addRange(etcd, here, { start: '192.168.122.200/24', end: '192.168.122.209/24' });
  await servers.kill(HOST);
  expect(await request()).toEqual({
    Error: expect.stringMatching(/^etcd at .* does not answer .*: systemctl status csphere-etcd2-agent$/),
  });
  const asked = request();
  servers.start(HOST, { ETCD_INITIAL_CLUSTER: cluster([HOST]) });
  await servers.isUp(HOST);
  const answer = await asked;
  expect([answer, await request()]).toContainEqual({ Address: '192.168.122.200/24', Data: {} });
});
