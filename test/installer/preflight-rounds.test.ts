import { expect, test } from 'vitest';
import { askUntilPassed, type Clock, onChange } from '../../src/installer/preflight-rounds.ts';
import { waitingLine } from '../../src/installer/preflight-words.ts';
import type { Ask, NetworkCheck } from '../../src/network/check.ts';
import { error, warning } from '../../src/problem.ts';

const about = { check: 'controller', subject: '10.0.0.1:80' } as const;
const passed: NetworkCheck = { ...about, result: 'passed' };
const args = { gateway: '10.0.0.1', device: 'eno1' };
const failed: NetworkCheck = {
  ...about,
  result: 'failed',
  problem: error('preflight.gateway-silent', '', args),
};
const warned: NetworkCheck = {
  ...about,
  result: 'failed',
  problem: warning('preflight.clock-skew', '', { seconds: 99, server: '10.0.0.1' }),
};

/** A question with these answers, the last one for ever. */
function asking(...answers: NetworkCheck[]) {
  let asked = 0;
  const ask: Ask = async () => [answers[Math.min(asked++, answers.length - 1)] ?? passed];
  return { ask, asked: () => asked };
}

function rounds(until: number, signal = new AbortController().signal) {
  let now = 0;
  const waits: [readonly string[], number][] = [];
  const told: string[] = [];
  const clock: Clock = {
    now: () => now,
    pause: async (seconds) => {
      now += seconds;
    },
  };
  const tell = onChange(({ result }: NetworkCheck) => told.push(result));
  const waiting = (subjects: readonly string[], left: number) => waits.push([subjects, left]);
  return { clock, until, tell, waiting, signal, waits, told };
}

test('what passes is asked once, what fails until it passes', async () => {
  const [once, late] = [asking(passed), asking(failed, failed, passed)];
  const context = rounds(60);
  expect(await askUntilPassed([once.ask, late.ask], context)).toEqual([passed, passed]);
  expect([once.asked(), late.asked()]).toEqual([1, 3]);
  expect(context.waits).toEqual([
    [['10.0.0.1:80'], 60],
    [['10.0.0.1:80'], 55],
  ]);
});

test('an answer is told when it changes, not every time', async () => {
  const context = rounds(60);
  await askUntilPassed([asking(failed, failed, failed, passed).ask], context);
  expect(context.told).toEqual(['failed', 'passed']);
});

test('the time ends it: asked once more at the end, and no more', async () => {
  const never = asking(failed);
  expect(await askUntilPassed([never.ask], rounds(12))).toEqual([failed]);
  expect(never.asked()).toBe(4);
});

test.each([
  ['without a time to wait', failed, 0],
  ['a warning', warned, 60],
] as const)('%s: asked once', async (_, answer, until) => {
  const one = asking(answer);
  await askUntilPassed([one.ask], rounds(until));
  expect(one.asked()).toBe(1);
});

test('nobody waits any longer after an abort', async () => {
  const controller = new AbortController();
  const ask: Ask = async () => {
    controller.abort();
    return [failed];
  };
  const context = rounds(60, controller.signal);
  await askUntilPassed([ask], context);
  expect(context.waits).toEqual([]);
  expect(context.told).toEqual([]);
});

test('the wait in words', () => {
  expect(waitingLine(['10.0.0.1:80'], 130)).toBe('waiting for 10.0.0.1:80, 2 min 10 s left');
  expect(waitingLine(['10.0.0.1:80', '10.0.0.2'], 9)).toBe('waiting for 10.0.0.1:80, 10.0.0.2, 9 s left');
  expect(waitingLine(['10.0.0.1:80'], 130, 'zh')).toBe('正在等待 10.0.0.1:80，剩余 2 分 10 秒');
});
