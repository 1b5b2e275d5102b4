import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareAddresses,
  contains,
  formatCidr,
  neighbour,
  networkOf,
  overlaps,
  parseAddress,
  parseCidr,
  reservedIn,
  specialKind,
} from '../../src/network/address.ts';

function address(text: string) {
  const found = parseAddress(text);
  if (!found) throw new Error(`${text} is no address`);
  return found;
}

function cidr(text: string) {
  const found = parseCidr(text);
  if (!found) throw new Error(`${text} is no CIDR`);
  return found;
}

describe('parseAddress', () => {
  test.each([
    ['192.168.1.1', '192.168.1.1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::', '::'],
  ])('%s is %s', (written, canonical) => expect(address(written).text).toBe(canonical));

  test.each([
    '192.168.1.1/24',
    '192.168.1',
    '192.168.001.1',
    '256.1.1.1',
    'fe80::1%eth0',
    '1::2::3',
    '',
    'a',
    ' 1.2.3.4',
  ])('%j is none', (written) => expect(parseAddress(written)).toBeUndefined());
});

describe('parseCidr', () => {
  test.each([
    ['192.168.1.10/24', '192.168.1.0/24'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['2001:DB8::10/64', '2001:db8::/64'],
  ])('%s lies in %s', (written, network) => expect(networkOf(cidr(written))).toBe(network));

  test.each([
    '192.168.1.10',
    '192.168.1.10/33',
    '192.168.1.10/',
    '192.168.1.10/-1',
    '2001:db8::1/129',
    '/24',
    '1.2.3.4/24/24',
  ])('%j is none', (written) => expect(parseCidr(written)).toBeUndefined());

  test('what it reads is written the same again', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (ip, prefix) => {
        expect(formatCidr(cidr(`${ip}/${prefix}`))).toBe(`${ip}/${prefix}`);
      }),
    );
  });
});

test.each([
  ['192.168.1.0/24', 'network'],
  ['192.168.1.255/24', 'broadcast'],
  ['192.168.1.255/23', 'broadcast'],
  ['192.168.0.255/23', undefined],
  ['10.0.0.0/31', undefined],
  ['10.0.0.1/31', undefined],
  ['10.0.0.1/32', undefined],
  ['10.0.0.3/30', 'broadcast'],
  ['2001:db8::/64', 'network'],
  ['2001:db8::ffff:ffff:ffff:ffff/64', undefined],
  ['2001:db8::/127', undefined],
  ['2001:db8::/128', undefined],
])('%s is reserved as %s', (written, kind) => expect(reservedIn(cidr(written))).toBe(kind));

test.each([
  ['0.0.0.0', 'unspecified'],
  ['::', 'unspecified'],
  ['127.0.0.53', 'loopback'],
  ['::1', 'loopback'],
  ['224.0.0.1', 'multicast'],
  ['ff02::1', 'multicast'],
  ['169.254.1.1', 'link-local'],
  ['fe80::1', 'link-local'],
  ['255.255.255.255', 'broadcast'],
  ['0.1.2.3', 'reserved'],
  ['240.0.0.1', 'reserved'],
  ['::ffff:10.0.0.1', 'reserved'],
  ['::ffff:127.0.0.1', 'reserved'],
  ['::ffff:169.254.1.1', 'reserved'],
  ['192.168.122.170', undefined],
  ['8.8.8.8', undefined],
  ['2001:db8::1', undefined],
  ['fd00::1', undefined],
])('%s is special as %s', (written, kind) => expect(specialKind(address(written))).toBe(kind));

test('contains and overlaps keep the families apart', () => {
  expect(contains(cidr('192.168.1.10/24'), address('192.168.1.99'))).toBe(true);
  expect(contains(cidr('192.168.1.10/24'), address('192.168.2.1'))).toBe(false);
  expect(contains(cidr('::/0'), address('192.168.2.1'))).toBe(false);
  expect(overlaps(cidr('10.0.0.0/8'), cidr('10.244.0.0/16'))).toBe(true);
  expect(overlaps(cidr('10.244.0.0/16'), cidr('10.0.0.0/8'))).toBe(true);
  expect(overlaps(cidr('10.244.0.0/16'), cidr('10.245.0.0/16'))).toBe(false);
});

test('neighbours and order', () => {
  expect(neighbour(address('192.168.1.255'), 1)?.text).toBe('192.168.2.0');
  expect(neighbour(address('2001:db8::ffff'), 1)?.text).toBe('2001:db8::1:0');
  expect(neighbour(address('255.255.255.255'), 1)).toBeUndefined();
  expect(compareAddresses(address('10.0.0.9'), address('10.0.0.10'))).toBe(-1);
  expect(compareAddresses(address('10.0.0.9'), address('10.0.0.9'))).toBe(0);
});
