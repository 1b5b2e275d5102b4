import { expect, test } from 'vitest';
import { LATE, within } from '../src/deadline.ts';

const never = new Promise<never>(() => {});

test('work in time gives its result, and its failure', async () => {
  expect(await within(60, async () => 'done')).toBe('done');
  await expect(within(60, () => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
});

test('work that never ends is left behind, its signal aborted', async () => {
  let stop: AbortSignal | undefined;
  const result = await within(0.01, (signal) => {
    stop = signal;
    return never;
  });
  expect([result, stop?.aborted]).toEqual([LATE, true]);
});

test('work that fails behind the deadline breaks nothing', async () => {
  const failing = Promise.withResolvers<never>();
  expect(await within(0.01, () => failing.promise)).toBe(LATE);
  failing.reject(new Error('too late'));
});

test('who does not want to wait any longer does not have to', async () => {
  const abort = new AbortController();
  const work = within(60, () => never, abort.signal);
  abort.abort();
  expect(await work).toBe(LATE);
  expect(await within(60, () => never, abort.signal)).toBe(LATE);
});
