import { expect, test } from 'vitest';
import type { Member } from '../../../src/roles/join/etcd.ts';
import { joinedOf, membersOf } from '../../../src/roles/join/etcd.ts';
import { memberUniqueCheck } from '../../../src/roles/join/member-unique.ts';
import { answer, joined, line, NO_KEY, sentenceOf, silent } from './seen.ts';

const ETCD = { host: 'c1', port: 2379 };
const OWN = { hostname: 'agent1', addresses: ['10.0.0.5', '2001:db8::5'] };
const member = (name: string, ...addresses: string[]): Member => ({
  id: '701589e430f414d2',
  name,
  addresses,
});
const judge = (...members: Member[]) => line(memberUniqueCheck(OWN, ETCD, members));

test.each([
  [member('agent2-x7f3', '10.0.0.6'), 'passed members: 1'],
  [member('agent1-x7f3', '10.0.0.6'), 'failed join.member-name'],
  [member('AGENT1', '10.0.0.6'), 'failed join.member-name'],
  [member('agent1-db-x7f3', '10.0.0.6'), 'passed members: 1'],
  [member('agent10-x7f3', '10.0.0.6'), 'passed members: 1'],
  [member('host-a1b2', '10.0.0.5'), 'failed join.member-address'],
  [member('host-a1b2', '10.0.0.6', '2001:db8::5'), 'failed join.member-address'],
  [member('agent1-x7f3', '10.0.0.5'), 'failed join.member-again'],
])('%o: %s', (one, expected) => expect(judge(one)).toBe(`agent1 ${expected}`));

test('what says most comes first; nobody is fine; who does not say is not a pass', () => {
  const [name, address] = [member('agent1-x7f3', '10.0.0.9'), member('b-x7f3', '10.0.0.5')];
  expect(judge(name, address)).toBe('agent1 failed join.member-address');
  expect(judge(name, address, member('agent1-x7f3', '10.0.0.5'))).toBe('agent1 failed join.member-again');
  expect(judge()).toBe('agent1 passed members: 0');
  expect(line(memberUniqueCheck(OWN, ETCD, undefined))).toBe('agent1 not-possible join.members-unknown');
});

test('at the address of a member this node takes its place: a warning, which stops nothing', () => {
  const severity = (one: Member) => {
    const check = memberUniqueCheck(OWN, ETCD, [one]);
    return check.result === 'failed' && check.problem.severity;
  };
  expect(severity(member('agent1-x7f3', '10.0.0.5'))).toBe('warning');
  expect(severity(member('host-a1b2', '10.0.0.5'))).toBe('warning');
  expect(severity(member('agent1-x7f3', '10.0.0.6'))).toBe('error');
});

test('names and ids of strangers are made printable', () => {
  const bad = { ...member('\u001b]0;x\u0007', '10.0.0.5'), id: `\n${'7'.repeat(999)}` };
  const said = sentenceOf(memberUniqueCheck(OWN, ETCD, [bad])) ?? '';
  expect(said).toMatch(/^[\x20-\x7e]+$/);
  expect(said.length).toBeLessThan(250);
});

test('discovery says who joined, with every address of a member', () => {
  const value = 'a1-x7f3=http://10.0.0.1:2380,a1-x7f3=http://[2001:DB8::1]:2380,a1-x7f3=http://name:2380';
  expect(joinedOf(joined(value))).toEqual({
    value: [{ id: '701580', name: 'a1-x7f3', addresses: ['10.0.0.1', '2001:db8::1'] }],
  });
  expect(joinedOf(joined('nonsense', '', '=', ',,'))).toMatchObject({
    value: [{ addresses: [] }, { addresses: [] }, { addresses: [] }, { addresses: [] }],
  });
});

test('etcd says who is a member', () => {
  const one = { id: '7', name: 'a1-x7f3', peerURLs: ['http://10.0.0.1:2380'], clientURLs: [] };
  expect(membersOf(answer(200, { members: [one] }))).toEqual({
    value: [{ id: '7', name: 'a1-x7f3', addresses: ['10.0.0.1'] }],
  });
  expect(membersOf(answer(200, { members: Array(1001).fill(one) }))).toBe('not-etcd');
  expect(membersOf(answer(200, '[]'))).toBe('not-etcd');
  expect(membersOf(silent('refused'))).toBe('silent');
  expect(joinedOf(NO_KEY)).toBe('no-key');
});
