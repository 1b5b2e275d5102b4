import { expect, test } from 'vitest';
import { type AgentSeen, decideAgent } from '../../../src/node/etcd/agent-decision.ts';

const own = { name: 'a3', address: '10.0.0.3' };
const entry = (n: number) => ({ name: `a${n}`, address: `10.0.0.${n}` });
const member = (n: number, wasUp = true) => ({
  id: String(n),
  name: `a${n}`,
  peer_urls: [`http://10.0.0.${n}:2380`],
  client_urls: wasUp ? [`http://10.0.0.${n}:2379`] : [],
});
const entries = (...numbers: number[]) => ({ size: 3, entries: numbers.map(entry) });

function decided(seen: Partial<AgentSeen>) {
  const nothing = { hasData: false, isRegistered: false, own, discovery: entries(), living: undefined };
  return decideAgent({ ...nothing, ...seen });
}

test('data that is there goes before everything', () => {
  expect(decided({ hasData: true, discovery: undefined }).do).toBe('start-before');
  expect(decided({ hasData: true, living: [member(1)] }).do).toBe('start-before');
});

test('without controllers, and before they have said the size', () => {
  expect(decided({ discovery: undefined })).toMatchObject({ do: 'wait', text: 'no controller answers' });
  expect(decided({ discovery: { size: undefined, entries: [] } })).toMatchObject({ do: 'wait' });
});

test('as the cluster fills', () => {
  expect(decided({}).do).toBe('register');
  // Marked and cut before the registration went out; registered by what was on this disk before.
  expect(decided({ isRegistered: true }).do).toBe('register');
  expect(decided({ discovery: entries(3) }).do).toBe('register');
  expect(decided({ discovery: entries(1, 3), isRegistered: true })).toEqual({
    do: 'wait',
    text: '2 of 3 joined, waiting for 1 more (joined: 10.0.0.1, 10.0.0.3)',
  });
  expect(decided({ discovery: entries(1, 3, 2), isRegistered: true })).toEqual({
    do: 'start-new',
    cluster: [entry(1), entry(3), entry(2)],
  });
});

test('of four that came at once the last one gives its place back, and the first three begin', () => {
  const all = entries(1, 2, 4, 3);
  expect(decided({ discovery: all, isRegistered: true }).do).toBe('withdraw');
  expect(decided({ discovery: all, isRegistered: true, own: entry(4) })).toEqual({
    do: 'start-new',
    cluster: [entry(1), entry(2), entry(4)],
  });
});

test('full, and nobody answers', () => {
  expect(decided({ discovery: entries(1, 2, 4) })).toMatchObject({
    do: 'wait',
    text: expect.stringMatching(/^the cluster is full, and no majority/),
  });
  expect(decided({ discovery: entries(1, 2, 3) })).toMatchObject({
    do: 'wait',
    text: expect.stringMatching(/anew in its place.* waiting for 10\.0\.0\.1, 10\.0\.0\.2$/),
  });
  expect(decided({ discovery: { size: 1, entries: [own] } }).do).toBe('start-new');
});

test('a cluster that works knows better than discovery', () => {
  const discovery = entries(1, 2, 3);
  const isRegistered = true;
  expect(decided({ discovery, isRegistered, living: [1, 2].map((n) => member(n)) })).toEqual({
    do: 'join',
    isListed: false,
  });
  expect(decided({ discovery, isRegistered, living: [member(1), member(2), member(3, false)] })).toEqual({
    do: 'join',
    isListed: true,
  });
  expect(decided({ discovery, isRegistered, living: [1, 2, 3].map((n) => member(n)) })).toEqual({
    do: 'join',
    isListed: true,
    replaces: member(3),
  });
  const others = [1, 2, 4].map((n) => member(n));
  expect(decided({ discovery: entries(1, 2), living: others })).toEqual({ do: 'be-client', members: others });
});
