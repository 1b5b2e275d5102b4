import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { realMachine } from '../../../src/machine.ts';
import { etcdAt } from '../../../src/node/etcd/client.ts';
import { allocate, changeEntry, freeAddressesOf, release } from '../../../src/node/ipam/allocate.ts';
import { setPoolOnce } from '../../../src/node/ipam/first-pool.ts';
import { addRange, removeRange } from '../../../src/node/ipam/ranges.ts';
import { readEntries, readPool, readRanges } from '../../../src/node/ipam/read-pool.ts';
import { showAddresses, showRanges } from '../../../src/node/ipam/show.ts';
import { client, cluster, etcds } from '../etcd/real-etcd.ts';
import { node } from './nodes.ts';

const HOST = '127.96.1.1';
const servers = etcds();
const etcd = etcdAt(realMachine, [client(HOST)]);
const [one, two] = [node(11), node(12)];
const range = (start: number, end: number) => ({
  start: `192.168.122.${start}/24`,
  end: `192.168.122.${end}/24`,
});
const ips = async () => (await readEntries(etcd, one.network)).map(({ ip }) => ip);
const holds = (ip: string, container: string, here = one) =>
  changeEntry(etcd, here, ip, (entry) => ({ ...entry, container, name: container }));

beforeAll(async () => {
  servers.start(HOST, { ETCD_INITIAL_CLUSTER: cluster([HOST]) });
  await servers.isUp(HOST);
});
afterAll(servers.close);
beforeEach(async () => {
  for (const { key } of await etcd.list('/csphere/')) await etcd.change([], [{ delete: key }]);
});

test('ranges are added, listed, added again and removed', async () => {
  expect(await addRange(etcd, one, range(240, 250))).toBe('192.168.122.240-192.168.122.250 was added');
  expect(await addRange(etcd, one, range(200, 209))).toBe('192.168.122.200-192.168.122.209 was added');
  expect(await addRange(etcd, two, range(200, 209))).toBe('192.168.122.200-192.168.122.209 is there already');
  expect(await allocate(etcd, two, {})).toBe('192.168.122.200');
  expect(showRanges(await readPool(etcd, one))).toEqual([
    '192.168.122.200-192.168.122.209  /24  10 addresses: 1 in use, 0 kept, 9 free',
    '192.168.122.240-192.168.122.250  /24  11 addresses: 0 in use, 0 kept, 11 free',
  ]);
  expect(await removeRange(etcd, one, range(240, 250))).toBe('192.168.122.240-192.168.122.250 was removed');
  expect(await readRanges(etcd, one.network)).toMatchObject([{ start: '192.168.122.200' }]);
  await expect(removeRange(etcd, one, range(240, 250))).rejects.toThrow(
    'there is no range 192.168.122.240-192.168.122.250: net-plugin ip-range list shows them',
  );
});

test('a range that breaks a rule is not added, and that which COS needed for docker is not needed', async () => {
  await expect(addRange(etcd, one, range(5, 15))).rejects.toThrow('192.168.122.11 lies in this range');
  await expect(addRange(etcd, one, { start: 'x', end: 'y' })).rejects.toThrow('--ip-start: "x" is not');
  expect(await addRange(etcd, one, { start: '172.17.0.1/16', end: '172.17.0.254/16' })).toBe(
    '172.17.0.1-172.17.0.254 is not needed here and was not added: docker starts without a pool for its own bridge',
  );
  expect(await readRanges(etcd, one.network)).toEqual([]);
});

test('two ranges that overlap are not added at once', async () => {
  const both = await Promise.allSettled([
    addRange(etcd, one, range(200, 220)),
    addRange(etcd, two, range(210, 230)),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await readRanges(etcd, one.network)).toHaveLength(1);
});

test('a range with addresses in use stays, and says whose they are', async () => {
  await addRange(etcd, one, range(200, 209));
  await allocate(etcd, one, {});
  await allocate(etcd, two, {});
  await holds('192.168.122.200', 'web');
  await release(etcd, one, '192.168.122.200', new Date());
  await expect(removeRange(etcd, one, range(200, 209))).rejects.toThrow(
    'addresses of 192.168.122.200-192.168.122.209 are in use: 192.168.122.200 kept for container web on node11, 192.168.122.201 a container on node12',
  );
  expect(await readRanges(etcd, one.network)).toHaveLength(1);
});

test('many nodes at once never give one address twice, and use up the pool', async () => {
  await addRange(etcd, one, range(200, 229));
  const nodes = Array.from({ length: 6 }, (_, n) => node(20 + n));
  const given = await Promise.all(
    nodes.flatMap((here) => Array.from({ length: 5 }, () => allocate(etcd, here, {}))),
  );
  expect(new Set(given).size).toBe(30);
  expect(given.toSorted()).toEqual(Array.from({ length: 30 }, (_, n) => `192.168.122.${200 + n}`));
  await expect(allocate(etcd, one, {})).rejects.toThrow(
    'all 30 addresses for containers are in use (net-plugin addresses shows by whom): net-plugin ip-range --ip-start=ADDRESS/24 --ip-end=ADDRESS/24 adds more',
  );
});

test('an empty pool names the command', async () => {
  await expect(allocate(etcd, one, {})).rejects.toThrow(
    'no addresses for containers yet: net-plugin ip-range --ip-start=ADDRESS/24 --ip-end=ADDRESS/24 adds some',
  );
});

test('hosts that came after the range are passed over', async () => {
  await addRange(etcd, one, range(200, 203));
  const member = { hostname: 'late', address: '192.168.122.200', role: 'agent' };
  await etcd.change([], [{ put: '/csphere/nodes/late', value: JSON.stringify(member) }]);
  expect(await allocate(etcd, one, {})).toBe('192.168.122.201');
  await expect(allocate(etcd, one, { ip: '192.168.122.200' })).rejects.toThrow('is the address of late');
});

test('the very address, and who has it when it is refused', async () => {
  await addRange(etcd, one, range(200, 209));
  expect(await allocate(etcd, one, { ip: '192.168.122.205' })).toBe('192.168.122.205');
  await holds('192.168.122.205', 'web');
  await expect(allocate(etcd, two, { ip: '192.168.122.205' })).rejects.toThrow(
    '192.168.122.205 is in use by container web on node11',
  );
  await expect(allocate(etcd, two, { ip: '192.168.122.99' })).rejects.toThrow(
    '192.168.122.99 is in no range',
  );
  expect(await allocate(etcd, two, { ip: '192.168.122.205', isReplaceable: true })).toBe('192.168.122.200');
});

test('an address that was given back stays for its container; without one it is free', async () => {
  await addRange(etcd, one, range(200, 202));
  for (let n = 0; n < 3; n++) await allocate(etcd, one, {});
  await holds('192.168.122.200', 'first');
  await holds('192.168.122.201', 'second');
  await release(etcd, one, '192.168.122.201', new Date('2026-11-22T10:00:00Z'));
  await release(etcd, one, '192.168.122.200', new Date('2026-11-22T10:00:01Z'));
  await release(etcd, one, '192.168.122.202', new Date());
  await release(etcd, two, '192.168.122.200', new Date());
  await release(etcd, one, '192.168.122.1', new Date());
  expect(await ips()).toEqual(['192.168.122.200', '192.168.122.201']);
  await expect(allocate(etcd, two, { ip: '192.168.122.200' })).rejects.toThrow(
    'kept for container first on node11',
  );
  expect(await allocate(etcd, one, { ip: '192.168.122.200' })).toBe('192.168.122.200');
  expect(await readEntries(etcd, one.network)).toMatchObject([
    { ip: '192.168.122.200', container: 'first' },
    { ip: '192.168.122.201', container: 'second', released: '2026-11-22T10:00:00.000Z' },
  ]);
  expect((await readEntries(etcd, one.network))[0]?.released).toBeUndefined();
});

test('kept addresses are taken last, and the one that was kept longest first', async () => {
  await addRange(etcd, one, range(200, 202));
  for (let n = 0; n < 2; n++) await allocate(etcd, one, {});
  await holds('192.168.122.200', 'first');
  await holds('192.168.122.201', 'second');
  await release(etcd, one, '192.168.122.201', new Date('2026-11-22T10:00:00Z'));
  await release(etcd, one, '192.168.122.200', new Date('2026-11-22T10:00:01Z'));
  expect(await allocate(etcd, one, {})).toBe('192.168.122.202');
  expect(await allocate(etcd, two, {})).toBe('192.168.122.201');
  expect(showAddresses(await readEntries(etcd, one.network))).toEqual([
    'ADDRESS          STATE   CONTAINER  NODE',
    '192.168.122.200  kept    first      node11',
    '192.168.122.201  in use  -          node12',
    '192.168.122.202  in use  -          node11',
  ]);
});

test('the pool of the answers is set once, and what was removed stays away', async () => {
  const ranges = [{ start: '192.168.122.200', end: '192.168.122.209', prefix: 24 }];
  const agents = await Promise.all([one, two, node(13)].map((here) => setPoolOnce(etcd, here, ranges)));
  expect(agents.filter(Boolean)).toEqual([true]);
  expect(await readRanges(etcd, one.network)).toMatchObject(ranges);
  await removeRange(etcd, one, range(200, 209));
  expect(await setPoolOnce(etcd, one, ranges)).toBe(false);
  expect(await readRanges(etcd, one.network)).toEqual([]);
});

test('a pool of the answers with a host in it is not set', async () => {
  const ranges = [
    { start: '192.168.122.200', end: '192.168.122.209', prefix: 24 },
    { start: '192.168.122.9', end: '192.168.122.12', prefix: 24 },
  ];
  await expect(setPoolOnce(etcd, one, ranges)).rejects.toThrow(
    "the answers' pool was not set: 192.168.122.9-192.168.122.12: 192.168.122.11 lies in this range",
  );
  expect(await readRanges(etcd, one.network)).toEqual([]);
});

test('a node that is removed leaves its addresses, the others keep theirs', async () => {
  await addRange(etcd, one, range(200, 209));
  for (const here of [one, two, one]) await allocate(etcd, here, {});
  expect(await freeAddressesOf(etcd, one.node)).toEqual(['192.168.122.200', '192.168.122.202']);
  expect(await ips()).toEqual(['192.168.122.201']);
});
