import { expect, test } from 'vitest';
import { parseCidr } from '../../../src/network/address.ts';
import { hostsOf } from '../../../src/node/ipam/hosts.ts';
import { isForDocker0, rangeProblems, readTypedRange } from '../../../src/node/ipam/range-rules.ts';
import { node } from './nodes.ts';

const here = node(11);
const members = [
  '{"hostname":"node12","address":"192.168.122.12","role":"agent"}',
  '{"hostname":"node201","address":"192.168.122.201","role":"agent"}',
  'not a member',
];

function cidr(text: string) {
  const read = parseCidr(text);
  if (!read) throw new Error(text);
  return read;
}

/** What the rules say of a range, with these ranges there. */
function said(start: string, end: string, there: [string, string][] = [], on = here): string[] {
  const ranges = there.map(([start, end]) => ({ start, end, prefix: 24 }));
  return rangeProblems(cidr(start), cidr(end), on, { hosts: hostsOf(on, members), ranges });
}

test('the range of the installation guide', () => {
  expect(said('192.168.122.202/24', '192.168.122.250/24')).toEqual([]);
  expect(said('192.168.122.210/24', '192.168.122.210/24')).toEqual([]);
});

test.each([
  [
    'another mask',
    '192.168.122.210/16',
    '192.168.122.220/24',
    ['192.168.122.210/16: the mask must be that of the hosts, /24, or no container starts'],
  ],
  [
    'both',
    '192.168.122.210/25',
    '192.168.122.220/25',
    [
      '192.168.122.210/25: the mask must be that of the hosts, /24, or no container starts',
      '192.168.122.220/25: the mask must be that of the hosts, /24, or no container starts',
    ],
  ],
  [
    'elsewhere',
    '192.168.122.210/24',
    '192.168.123.20/24',
    [
      "192.168.123.20 is not in the hosts' network 192.168.122.0/24: containers and hosts must reach each other",
    ],
  ],
  [
    'the ends of the network',
    '192.168.122.0/24',
    '192.168.122.255/24',
    [
      '192.168.122.0 is the network address of 192.168.122.0/24: no container can have it',
      '192.168.122.255 is the broadcast address of 192.168.122.0/24: no container can have it',
    ],
  ],
  [
    'reversed',
    '192.168.122.220/24',
    '192.168.122.210/24',
    ['--ip-start 192.168.122.220 comes after --ip-end 192.168.122.210'],
  ],
  [
    'hosts in it',
    '192.168.122.1/24',
    '192.168.122.12/24',
    [
      '192.168.122.11 lies in this range and is the address of this node, node11: no range may hold a host',
      '192.168.122.12 lies in this range and is the address of node12: no range may hold a host',
      '192.168.122.1 lies in this range and is the address of the gateway: no range may hold a host',
    ],
  ],
  [
    'a controller in it',
    '192.168.122.170/24',
    '192.168.122.170/24',
    ['192.168.122.170 lies in this range and is the address of a controller: no range may hold a host'],
  ],
])('%s', (_, start, end, sentences) => {
  expect(said(start, end)).toEqual(sentences);
});

test('in ipvlan mode the address after each node is its name service', () => {
  const on = node(11, { mode: 'ipvlan' });
  expect(said('192.168.122.202/24', '192.168.122.202/24', [], on)).toEqual([
    '192.168.122.202 lies in this range and is the address of the name service of node201: no range may hold a host',
  ]);
  expect(said('192.168.122.202/24', '192.168.122.202/24')).toEqual([]);
});

test('another range may not overlap, the same one may be there', () => {
  const there: [string, string][] = [['192.168.122.210', '192.168.122.220']];
  expect(said('192.168.122.220/24', '192.168.122.230/24', there)).toEqual([
    'it overlaps with the range 192.168.122.210-192.168.122.220, which is there',
  ]);
  expect(said('192.168.122.205/24', '192.168.122.230/24', there)).toHaveLength(1);
  expect(said('192.168.122.212/24', '192.168.122.213/24', there)).toHaveLength(1);
  expect(said('192.168.122.221/24', '192.168.122.230/24', there)).toEqual([]);
  expect(said('192.168.122.210/24', '192.168.122.220/24', there)).toEqual([]);
});

test('what is no address with prefix length', () => {
  expect(readTypedRange({ start: '192.168.122.200', end: 'fd00::1/64' })).toEqual({
    wrong: [
      '--ip-start: "192.168.122.200" is not ADDRESS/LENGTH, as in 192.168.122.200/24',
      '--ip-end: "fd00::1/64" is not ADDRESS/LENGTH, as in 192.168.122.200/24',
    ],
  });
});

test('the range that COS needed for docker itself, unless the hosts are there', () => {
  const asked = (start: string, end: string, on = here) => isForDocker0(cidr(start), cidr(end), on);
  expect(asked('172.17.0.1/16', '172.17.0.254/16')).toBe(true);
  expect(asked('172.17.0.1/24', '172.17.0.254/24')).toBe(true);
  expect(asked('172.17.0.1/16', '172.18.0.254/16')).toBe(false);
  const inside = node(11, { own: { family: 4, address: '172.17.5.5', prefix: 16 } });
  expect(asked('172.17.0.1/16', '172.17.0.254/16', inside)).toBe(false);
});
