import { expect, test } from 'vitest';
import type { Container } from '../../../src/node/docker/docker.ts';
import { asName, hostsFile, readName } from '../../../src/node/names/name.ts';
import { ownNames, planNames } from '../../../src/node/names/plan.ts';
import { node } from '../ipam/nodes.ts';

const here = node(11);
const name = (name: string, last: number, who = here) => ({
  name,
  address: `192.168.122.${last}`,
  node: who.node,
});
const isHost = (address: string) => /\.1[0-9]$/.test(address);
const planned = (own: ReturnType<typeof name>[], stored: ReturnType<typeof name>[]) =>
  planNames(own, stored, here, isHost);

test.each([
  ['web', 'web'],
  ['Shop_web-1', 'shop_web-1'],
  ['a.b', 'a.b'],
  ['x'.repeat(63), 'x'.repeat(63)],
  ['x'.repeat(64), undefined],
  ['', undefined],
  ['a..b', undefined],
  ['网', undefined],
])('%s as a name: %s', (text, expected) => {
  expect(asName(text)).toBe(expected);
});

test('the node, and what runs in its network', () => {
  const container = (name: string, networks: Container['networks']): Container => ({
    id: name,
    name,
    state: 'running',
    created: new Date(0),
    networks,
  });
  const containers = [
    container('Web', { br0: '192.168.122.200' }),
    container('stopped', { br0: '' }),
    container('elsewhere', { mine: '172.18.0.2' }),
    container('node11', { br0: '192.168.122.201' }),
  ];
  expect(ownNames(here, containers)).toEqual([name('node11', 11), name('web', 200)]);
});

test('new ones, others, the same, and those that are no more', () => {
  const own = [name('node11', 11), name('web', 200), name('db', 202)];
  const stored = [name('web', 199), name('db', 202), name('gone', 203), name('theirs', 204, node(12))];
  expect(planned(own, stored)).toEqual({
    put: [name('node11', 11), name('web', 200)],
    remove: [name('gone', 203)],
    taken: [],
  });
});

test('who was first keeps a name, but not that of a host', () => {
  const other = node(12);
  expect(planned([name('web', 200)], [name('web', 210, other)])).toEqual({
    put: [],
    remove: [],
    taken: ['web'],
  });
  expect(planned([name('node11', 11)], [name('node11', 210, other)]).put).toEqual([name('node11', 11)]);
  expect(planned([name('node11', 11)], [name('node11', 12, other)]).taken).toEqual(['node11']);
});

test('what dnsmasq reads', () => {
  expect(hostsFile([name('web', 200), name('db', 12)])).toBe(
    '192.168.122.12 db.csphere.local\n192.168.122.200 web.csphere.local\n',
  );
});

test.each([
  [
    '/csphere/names/web',
    '{"address":"192.168.122.200","node":"n"}',
    { name: 'web', address: '192.168.122.200', node: 'n' },
  ],
  ['/csphere/names/web', '{"address":"192.168.122.200 evil","node":"n"}', undefined],
  ['/csphere/names/a b', '{"address":"192.168.122.200","node":"n"}', undefined],
  ['/csphere/names/web', 'not JSON', undefined],
])('the key %s with %s', (key, value, expected) => {
  expect(readName(key, value)).toEqual(expected);
});
