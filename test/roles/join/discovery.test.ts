import { expect, test } from 'vitest';
import { discoveryCheck } from '../../../src/roles/join/discovery.ts';
import type { Reply } from '../../../src/roles/join/reply.ts';
import { answer, controller, joined, line, NO_KEY, sentenceOf, silent, size } from './seen.ts';

const agents = (count: number) =>
  joined(...Array.from({ length: count }, (_, n) => `a${n}-x7f3=http://10.0.0.${n + 1}:2380`));

test.each([
  [NO_KEY, '3', 'c1:2379 passed 0 of 3 joined'],
  [agents(0), '1', 'c1:2379 passed 0 of 1 joined'],
  [agents(2), '3', 'c1:2379 passed 2 of 3 joined'],
  [agents(3), '3', 'c1:2379 passed 3 of 3 joined, this node is a further one'],
  [agents(5), '3', 'c1:2379 passed 5 of 3 joined, this node is a further one'],
  [agents(0), '2', 'c1:2379 failed join.bad-cluster-size'],
  [agents(0), '', 'c1:2379 failed join.bad-cluster-size'],
  [agents(0), '11', 'c1:2379 failed join.bad-cluster-size'],
])('%#: how many of how many', (folder: Reply, written, expected) => {
  const check = discoveryCheck([controller('c1', { joined: folder, size: size(written) })]);
  expect(line(check)).toBe(expected);
});

test.each<[string, Reply, string]>([
  ['no size yet', NO_KEY, 'join.no-cluster-size'],
  ['no v2 API', answer(404, '404 page not found\n'), 'join.not-etcd'],
  ['another service', answer(200, '<html>'), 'join.not-etcd'],
  ['JSON of another shape', answer(200, { node: 3 }), 'join.not-etcd'],
  ['a folder in its place', answer(200, { node: { dir: true } }), 'join.not-etcd'],
  ['a refusal', answer(401, { message: 'Insufficient credentials' }), 'join.not-etcd'],
  ['no answer', silent('timeout-connect'), 'join.no-connection'],
  ['a hang', silent('timeout-answer'), 'join.hangs'],
])('%s', (_, reply, code) => {
  const check = discoveryCheck([controller('c1', { size: reply })]);
  expect(line(check)).toBe(`c1:2379 failed ${code}`);
  expect(sentenceOf(check)).toContain('c1:2379');
});

test('a size that a stranger wrote reaches no terminal as it is', () => {
  const check = discoveryCheck([controller('c1', { size: size('\u001b[2J3') })]);
  expect(sentenceOf(check)).toContain('\\u{1b}[2J3');
});

test('agents that joined through another controller: two clusters would form', () => {
  const check = discoveryCheck([
    controller('c1', { joined: agents(1) }),
    controller('c2'),
    controller('c3', { joined: agents(2) }),
  ]);
  expect(check).toMatchObject({
    result: 'failed',
    problem: { code: 'join.discovery-elsewhere', args: { order: 'c3:80,c1:80,c2:80', count: 2, own: 1 } },
  });
  const fine = discoveryCheck([
    controller('c1', { joined: agents(2) }),
    controller('c2', { joined: NO_KEY }),
  ]);
  expect(line(fine)).toBe('c1:2379 passed 2 of 3 joined');
});
