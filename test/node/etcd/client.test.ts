import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { realMachine } from '../../../src/machine.ts';
import { EtcdFailure, etcdAt } from '../../../src/node/etcd/client.ts';
import { client, cluster, etcds, peer, WAIT } from './real-etcd.ts';

const HOST = '127.95.1.1';
const OFF = client('127.95.1.9');
const servers = etcds();
const etcd = etcdAt(realMachine, [client(HOST)]);

beforeAll(async () => {
  servers.start(HOST, { ETCD_INITIAL_CLUSTER: cluster([HOST]) });
  await servers.isUp(HOST);
});
afterAll(servers.close);

test('what is not there, what is, and every text comes back as it was', async () => {
  expect(await etcd.get('/t/absent')).toBeUndefined();
  expect(await etcd.list('/t/')).toEqual([]);
  const value = '{"host":"主机 1","empty":""}\n';
  expect(await etcd.change([], [{ put: '/t/b', value }])).toBe(true);
  expect(await etcd.change([], [{ put: '/t/a', value: '' }])).toBe(true);
  await etcd.change([], [{ put: '/t', value: 'before the prefix' }]);
  await etcd.change([], [{ put: '/t0', value: 'behind the prefix' }]);
  const [a, b, ...more] = await etcd.list('/t/');
  expect(a).toEqual({ key: '/t/a', value: '', version: 1, mod_revision: expect.any(Number) });
  expect(b).toEqual({ key: '/t/b', value, version: 1, mod_revision: (a?.mod_revision ?? 0) - 1 });
  expect(more).toEqual([]);
  expect(await etcd.get('/t/b')).toEqual(b);
});

test('of ten that want an absent key one gets it', async () => {
  const take = (who: number) =>
    etcd.change([{ key: '/one', version: 0 }], [{ put: '/one', value: String(who) }]);
  const took = await Promise.all(Array.from({ length: 10 }, (_, who) => take(who)));
  expect(took.filter(Boolean)).toEqual([true]);
  expect((await etcd.get('/one'))?.value).toBe(String(took.indexOf(true)));
});

test('all changes or none, by version and by revision', async () => {
  await etcd.change([], [{ put: '/c/1', value: 'x' }]);
  const revision = (await etcd.get('/c/1'))?.mod_revision ?? 0;
  const both = [{ put: '/c/2', value: 'y' }, { delete: '/c/1' }];
  expect(await etcd.change([{ key: '/c/1', mod_revision: revision + 1 }], both)).toBe(false);
  const oneWrong = [
    { key: '/c/1', mod_revision: revision },
    { key: '/c/2', version: 1 },
  ];
  expect(await etcd.change(oneWrong, both)).toBe(false);
  expect((await etcd.list('/c/')).map(({ key }) => key)).toEqual(['/c/1']);
  expect(await etcd.change([{ key: '/c/1', mod_revision: revision }], both)).toBe(true);
  expect((await etcd.list('/c/')).map(({ key }) => key)).toEqual(['/c/2']);
});

test('a key hangs on its lease', async () => {
  const lease = await etcd.grant(60);
  expect(await etcd.keepAlive(lease)).toBe(60);
  await etcd.change([], [{ put: '/l', value: 'mine', lease }]);
  expect(await etcd.get('/l')).toMatchObject({ value: 'mine', lease });
  await etcd.revoke(lease);
  await etcd.revoke(lease);
  expect(await etcd.get('/l')).toBeUndefined();
  expect(await etcd.keepAlive(lease)).toBe(0);
  await expect(etcd.change([], [{ put: '/l', value: 'late', lease }])).rejects.toMatchObject({
    kind: 'refused',
    code: 5,
    message: `etcd at ${client(HOST)} refuses: etcdserver: requested lease not found`,
  });
});

test('a lease that nobody keeps ends by itself', async () => {
  const lease = await etcd.grant(2);
  await etcd.change([], [{ put: '/short', value: 'x', lease }]);
  await vi.waitFor(async () => expect(await etcd.get('/short')).toBeUndefined(), WAIT);
});

test('members', async () => {
  const own = { name: `n-${HOST}`, peer_urls: [peer(HOST)], client_urls: [client(HOST)] };
  expect(await etcd.members()).toEqual([{ id: expect.stringMatching(/^\d+$/), ...own }]);
});

test('one that is off is passed over, and the one that is up answers', async () => {
  const both = etcdAt(realMachine, [OFF, client(HOST)]);
  expect(await both.change([], [{ put: '/over', value: '1' }])).toBe(true);
  await expect(etcdAt(realMachine, [OFF]).get('/over')).rejects.toMatchObject({
    kind: 'silent',
    message: expect.stringMatching(/^etcd at http:\/\/127\.95\.1\.9:2379 does not answer \(.*ECONNREFUSED/),
  });
});

test('a change that was sent and not answered is told, and not made twice; a read goes on', async () => {
  const hanging = createServer(() => {});
  await new Promise<void>((listening) => hanging.listen(0, '127.95.1.2', listening));
  const { port } = hanging.address() as AddressInfo;
  const both = etcdAt(realMachine, [`http://127.95.1.2:${port}`, client(HOST)], { deadline: 1 });
  await expect(both.change([], [{ put: '/twice', value: '1' }])).rejects.toMatchObject({ kind: 'unknown' });
  expect(await both.get('/twice')).toBeUndefined();
  hanging.close();
});

test('what is not etcd is said', async () => {
  const web = createServer((_, response) => response.end('<h1>Csphere</h1>'));
  await new Promise<void>((listening) => web.listen(0, '127.95.1.3', listening));
  const { port } = web.address() as AddressInfo;
  const failure = await etcdAt(realMachine, [`http://127.95.1.3:${port}`])
    .get('/x')
    .catch((cause: unknown) => cause);
  expect(failure).toBeInstanceOf(EtcdFailure);
  expect(String(failure)).toContain('is not etcd 3.4 or later (HTTP 200)');
  web.close();
});
