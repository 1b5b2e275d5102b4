import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAnswers } from '../../src/installer/answer-file.ts';
import { claimsOf, sampleOf } from '../../src/installer/preflight-claims.ts';
import { usedProblem } from '../../src/network/checks/address-free.ts';
import { problemLine } from '../../src/problem.ts';

function claims(name: string) {
  const read = readAnswers(readFileSync(`test/answers/${name}.yaml`, 'utf8'), name);
  if ('problems' in read) throw new Error(`${name} is not good`);
  return claimsOf(read.answers);
}

test('the node alone, an agent with ipvlan, controllers with a virtual IP, DHCP', () => {
  expect(claims('agent-bridge').others.filter(({ code }) => code !== 'preflight.pool-used')).toEqual([]);
  const { own, others } = claims('agent-ipvlan');
  const [mine] = own;
  const next = String(mine?.address).replace(/\d+$/, (last) => String(Number(last) + 1));
  expect(others).toContainEqual({
    address: next,
    path: 'network.address',
    code: 'preflight.neighbour-used',
  });
  const ha = claims('controller-ha');
  const virtual = ha.others.find(({ code }) => code === 'preflight.virtual-ip-used');
  expect(virtual?.members).toHaveLength(2);
  expect(virtual?.members).not.toContain(ha.own[0]?.address);
  expect(claims('controller-dhcp')).toEqual({ own: [], others: [] });
});

test('an own address that answers asks whether this very node is there already', () => {
  const [own] = claims('agent-bridge').own;
  const line = own && problemLine(usedProblem(own, '52:54:00:00:00:09 (QEMU)'));
  expect(line).toMatch(
    /^network\.address: \S+ is in use: 52:54:00:00:00:09 \(QEMU\) answers for it; is \w+ installed already\? If not, choose a free address \[E332\]$/,
  );
});

test('of two addresses each has its own place in the answers', () => {
  expect(claims('dual-stack').own.map(({ path }) => path)).toEqual([
    'network.address[0]',
    'network.address[1]',
  ]);
});

test('a sample holds the ends of the range, some between, nothing twice and nothing outside', () => {
  expect(sampleOf({ start: '10.0.0.1', end: '10.0.0.1' })).toEqual(['10.0.0.1']);
  expect(sampleOf({ start: '10.0.0.200', end: '10.0.0.250' })).toEqual([
    '10.0.0.200',
    '10.0.0.212',
    '10.0.0.225',
    '10.0.0.237',
    '10.0.0.250',
  ]);
  const text = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255].join('.');
  const number = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  fc.assert(
    fc.property(fc.nat(2 ** 31), fc.nat(2 ** 20), (start, length) => {
      const sample = sampleOf({ start: text(start), end: text(start + length) }).map(number);
      expect(sample[0]).toBe(start);
      expect(sample.at(-1)).toBe(start + length);
      expect(sample.toSorted((a, b) => a - b)).toEqual(sample);
      expect(new Set(sample).size).toBe(sample.length);
      expect(sample.length).toBe(Math.min(5, length + 1));
    }),
  );
});
