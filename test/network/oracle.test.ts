import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Address,
  type Cidr,
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

const CASES = 4000;

/** Another implementation of the same rules: one process answers all questions of a test. */
function python(questions: readonly (readonly string[])[]): unknown[] {
  const script = new URL('oracle/addresses.py', import.meta.url).pathname;
  const input = questions.map((question) => `${JSON.stringify(question)}\n`).join('');
  const output = execFileSync('python3', [script], { input, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** The texts about which the two do not agree, a few of them, with both opinions. */
function disagreements(
  name: string,
  texts: readonly (readonly string[])[],
  ours: (...texts: string[]) => unknown,
): unknown[] {
  const theirs = python(texts.map((one) => [name, ...one]));
  expect(theirs).toHaveLength(texts.length);
  return texts
    .map((one, index) => ({ texts: one, ours: ours(...one), python: theirs[index] }))
    .filter(({ ours: mine, python: other }) => JSON.stringify(mine) !== JSON.stringify(other))
    .slice(0, 5);
}

function aboutAddress(text: string) {
  const found = parseAddress(text);
  if (!found) return null;
  const { family, text: canonical } = found;
  const next = neighbour(found, 1)?.text ?? null;
  return { text: canonical, family, kind: specialKind(found) ?? null, next };
}

function aboutInterface(text: string) {
  const cidr = parseCidr(text);
  if (!cidr) return null;
  return { text: formatCidr(cidr), network: networkOf(cidr), reserved: reservedIn(cidr) ?? null };
}

function aboutPair(first: string, second: string) {
  const [a, b] = [cidrIn(first), cidrIn(second)];
  const order = a.family === b.family ? compareAddresses(addressOf(a), addressOf(b)) : 0;
  return { contains: contains(a, addressOf(b)), overlaps: overlaps(a, b), order };
}

function cidrIn(text: string): Cidr {
  const cidr = parseCidr(text);
  if (!cidr) throw new Error(`${text} is no CIDR`);
  return cidr;
}

function addressOf({ family, address }: Cidr): Address {
  return { family, text: address };
}

/** Places where rules change: first and last addresses of special blocks, and their neighbours. */
const EDGES = [
  ...['0.0.0.0', '0.255.255.255', '1.0.0.0', '126.255.255.255', '127.0.0.0', '127.255.255.255', '128.0.0.0'],
  ...['169.253.255.255', '169.254.0.0', '169.254.255.255', '169.255.0.0', '223.255.255.255', '224.0.0.0'],
  ...['239.255.255.255', '240.0.0.0', '255.255.255.254', '255.255.255.255', '192.168.1.0', '192.168.1.255'],
  ...['::', '::1', '::2', 'fe7f:ffff::1', 'fe80::', 'fe80::1', 'fe80:0:0:1::1', 'febf:ffff::1', 'fec0::'],
  ...['feff::1', 'ff00::', 'ff02::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db8::', 'fc00::1'],
  ...['::ffff:0:0', '::ffff:10.0.0.1', '::ffff:127.0.0.1', '::10.0.0.1', '64:ff9b::10.0.0.1', '::fffe:1:1'],
];
const v4 = fc.ipV4();
const groups = fc.array(fc.oneof(fc.constant('0'), fc.integer({ min: 0, max: 0xffff }).map(hex)), {
  minLength: 8,
  maxLength: 8,
});
const v6 = fc.oneof(
  fc.ipV6(),
  groups.map((all) => all.join(':')),
);
const ip = fc.oneof(v4, v6, fc.constantFrom(...EDGES));

function hex(group: number): string {
  return group.toString(16).padStart((group % 4) + 1, '0');
}

/** A good text, and one sign of it taken away, doubled or made another. */
const spoiled = fc
  .tuple(ip, fc.nat(), fc.constantFrom('', '.', ':', '::', '0', 'f', 'g', '/', ' ', '-', '256', '%1', '٣'))
  .map(([text, at, sign]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + sign + text.slice(place + (at % 2));
  });
const cidr = fc
  .tuple(ip, fc.nat({ max: 128 }))
  .map(([text, bits]) => `${text}/${text.includes(':') ? bits : bits % 33}`);
/** Networks of a few sizes around few addresses, so that many of them meet. */
const near = fc
  .tuple(fc.constantFrom('10.0.0.', '10.0.1.', '2001:db8::', '2001:db8::1:'), fc.nat({ max: 255 }), fc.nat())
  .map(([start, last, seed]) =>
    start.includes(':')
      ? `${start}${last}/${[64, 112, 120, 127, 128][seed % 5]}`
      : `${start}${last}/${22 + (seed % 11)}`,
  );

describe("Python's ipaddress agrees", () => {
  test('on what is an address, its one spelling, its kind, and the one after it', () => {
    const texts = [...EDGES, ...fc.sample(fc.oneof(ip, spoiled), CASES)];
    const good = texts.filter((text) => parseAddress(text) !== undefined);
    expect(good.length).toBeGreaterThan(CASES / 4);
    expect(good.length).toBeLessThan(texts.length);
    expect(
      disagreements(
        'address',
        texts.map((text) => [text]),
        aboutAddress,
      ),
    ).toEqual([]);
  });

  test('on an interface: its network, and whether a host can have the address', () => {
    const ends = EDGES.flatMap((text) => {
      const bits = text.includes(':') ? 128 : 32;
      return [0, 1, 8, 24, bits - 2, bits - 1, bits, bits + 1].map((prefix) => `${text}/${prefix}`);
    });
    const odd = [
      '10.0.0.1',
      '10.0.0.1/',
      '/24',
      '10.0.0.1/-1',
      '10.0.0.1/33',
      '10.0.0.1/024',
      '::1/129',
      '::1/ 1',
    ];
    const texts = [...ends, ...odd, ...fc.sample(fc.oneof(cidr, near), CASES)];
    expect(
      disagreements(
        'interface',
        texts.map((text) => [text]),
        aboutInterface,
      ),
    ).toEqual([]);
  });

  test('on which addresses and networks lie in each other, and which comes first', () => {
    const pairs = fc.sample(fc.tuple(fc.oneof(near, cidr), near), CASES);
    const both = pairs.map(([first, second]) => aboutPair(first, second));
    expect(new Set(both.map((one) => `${one.contains} ${one.overlaps}`)).size).toBeGreaterThan(2);
    expect(disagreements('pair', pairs, aboutPair)).toEqual([]);
  });
});
