import { expect, test } from 'vitest';
import { haMemberChecks } from '../../../src/roles/join/ha-members.ts';
import type { Silence } from '../../../src/roles/join/reply.ts';
import { answer, controller, dead, line, NO_KEY, silent, size } from './seen.ts';

test('the primary and a standby are there', () => {
  const seen = [
    controller('c2'),
    controller('c3', { page: silent('refused'), joined: NO_KEY, size: NO_KEY }),
    controller('c4', { page: answer(200), joined: silent('refused'), size: silent('refused') }),
  ];
  expect(haMemberChecks(seen, 3).map(line)).toEqual([
    'c2:80 passed HTTP 200',
    'c3:80 passed etcd answers, standby',
    'c4:80 passed HTTP 200',
  ]);
});

test.each<[Silence, string]>([
  ['refused', 'not-possible join.member-not-up'],
  ['no-route', 'not-possible join.member-not-up'],
  ['timeout-connect', 'not-possible join.member-not-up'],
  ['reset', 'not-possible join.member-not-up'],
  ['timeout-answer', 'failed join.hangs'],
  ['not-http', 'failed join.not-http'],
  ['tls', 'failed join.speaks-tls'],
])(
  'one that is not installed yet is no failure, another service on its address is: %s',
  (silence, expected) =>
    expect(haMemberChecks([dead('c2', silence)], 3).map(line)).toEqual([`c2:80 ${expected}`]),
);

test('all controllers have one cluster size', () => {
  const [check] = haMemberChecks([controller('c2', { size: size('5') })], 3);
  expect(check).toMatchObject({
    result: 'failed',
    problem: { code: 'join.other-cluster-size', args: { theirs: '5', own: 3 } },
  });
  expect(haMemberChecks([controller('c2', { size: size('\u001b') })], 3).map(line)).toEqual([
    'c2:80 passed HTTP 200',
  ]);
});
