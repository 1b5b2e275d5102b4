import { expect, test } from 'vitest';
import type { ProblemCode } from '../../../src/problem.ts';
import { clockChecks } from '../../../src/roles/join/clock.ts';
import { controllerChecks } from '../../../src/roles/join/controllers.ts';
import type { Silence } from '../../../src/roles/join/reply.ts';
import { answer, codeOf, controller, dead, joined, line, NO_KEY, NOW, sentenceOf, silent } from './seen.ts';

const AGENTS = joined('a1-x7f3=http://10.0.0.1:2380', 'a2-b4c1=http://10.0.0.2:2380');
const standby = (host: string, over = {}) => controller(host, { page: silent('refused'), ...over });

test.each<[Silence, ProblemCode]>([
  ['name-not-found', 'join.name-unknown'],
  ['name-no-answer', 'join.name-no-answer'],
  ['refused', 'join.refused'],
  ['no-route', 'join.no-route'],
  ['timeout-connect', 'join.no-connection'],
  ['timeout-answer', 'join.hangs'],
  ['reset', 'join.closed'],
  ['not-http', 'join.not-http'],
  ['tls', 'join.speaks-tls'],
])('a controller with %s has a sentence of its own: %s', (silence, code) => {
  const [check] = controllerChecks([dead('c1', silence)]);
  expect(check).toMatchObject({ check: 'controller', subject: 'c1:80', result: 'failed' });
  expect(codeOf(check)).toBe(code);
  expect(sentenceOf(check)).not.toMatch(/[{}]/);
  expect(sentenceOf(check)).toContain('c1');
});

test('any answer over HTTP is one, also one that was not read to its end', () => {
  expect(controllerChecks([controller('c1', { page: answer(502) })]).map(line)).toEqual([
    'c1:80 passed HTTP 502, main',
  ]);
  expect(controllerChecks([controller('c1', { page: { body: '', at: NOW } })]).map(line)).toEqual([
    'c1:80 passed HTTP, main',
  ]);
});

test('one serves the web page, the others are standby: only etcd answers there', () => {
  const list = [controller('c1'), standby('c2'), standby('c3', { joined: NO_KEY })];
  expect(controllerChecks(list).map(line)).toEqual([
    'c1:80 passed HTTP 200, main',
    'c2:80 passed etcd answers, standby',
    'c3:80 passed etcd answers, standby',
  ]);
});

test.each([
  ['nothing answers', dead('c2')],
  ['something else than etcd answers', standby('c2', { joined: answer(404, '404 page not found') })],
  ['the web page is not refused, it is silent', controller('c2', { page: silent('timeout-connect') })],
])('no standby: %s', (_, other) => {
  const [main, second] = controllerChecks([controller('c1'), other]);
  expect(main?.result).toBe('passed');
  expect(second?.result).toBe('failed');
});

test('a list whose first is not the main one is a warning with the right order', () => {
  const [first, main] = controllerChecks([standby('c1'), controller('c2'), standby('c3')]);
  expect(main?.result).toBe('passed');
  expect(first).toMatchObject({
    result: 'failed',
    problem: { code: 'join.main-not-first', severity: 'warning', args: { order: 'c2:80,c1:80,c3:80' } },
  });
});

test('where agents joined through the first one, it stays first, whichever is the main one', () => {
  const [first] = controllerChecks([standby('c1', { joined: AGENTS }), controller('c2')]);
  expect(first && line(first)).toBe('c1:80 passed etcd answers, standby');
});

test('where several serve the web page, as with a virtual address, nobody is called the main one', () => {
  const list = [standby('c1'), controller('vip'), controller('c2')];
  expect(controllerChecks(list).map(line)).toEqual([
    'c1:80 passed etcd answers, standby',
    'vip:80 passed HTTP 200',
    'c2:80 passed HTTP 200',
  ]);
});

test('controllers without a web page anywhere: no primary, or the wrong port', () => {
  expect(controllerChecks([standby('c1'), dead('c2', 'no-route')]).map(line)).toEqual([
    'c1:80 failed join.no-main',
    'c2:80 failed join.no-route',
  ]);
});

const clock = (seconds: number) => {
  const [check] = clockChecks([controller('c1', { page: answer(200, '', seconds) })], 'agent.controllers');
  return check && check.result !== 'passed' ? [check.problem.severity, check.problem.args.difference] : check;
};

test('clocks: seconds are nothing, more is a warning, minutes are an error; in both directions', () => {
  expect(clock(10)).toMatchObject({
    check: 'time-server',
    result: 'passed',
    evidence: { en: '10 s apart', zh: '相差 10 秒' },
  });
  expect(clock(-10)).toMatchObject({ result: 'passed' });
  expect(clock(11)).toEqual(['warning', '11 s']);
  expect(clock(-300)).toEqual(['warning', '5 min']);
  expect(clock(301)).toEqual(['error', '5 min']);
  expect(clock(-8 * 3600)).toEqual(['error', '8 h']);
  expect(clock(86400 * 4000)).toEqual(['error', '4000 d']);
});

test('a clock is said with both times; without a date nobody can tell; who is silent has no clock', () => {
  const off = clockChecks([controller('c1', { page: answer(200, '', -28800) })], 'agent.controllers');
  expect(sentenceOf(off[0])).toContain('here it is 2026-11-21 12:00:00Z, at c1:80 2026-11-21 04:00:00Z');
  const dateless = clockChecks([controller('c1', { page: { status: 200, body: '', at: NOW } })], 'x');
  expect(dateless.map(line)).toEqual(['c1:80 not-possible join.clock-unknown']);
  expect(clockChecks([dead('c1')], 'x')).toEqual([]);
});
