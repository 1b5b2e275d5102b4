import { expect, test } from 'vitest';
import { sizeQuestion } from '../../../src/screens/blessed/ask-size.ts';
import { manualTimers } from './manual-timers.ts';

test('the answer to DSR 6 in the last corner is the size', async () => {
  const { timers, running } = manualTimers();
  const { ask, takes } = sizeQuestion(timers);
  expect(takes('\u001b[43;132R')).toBe(false);
  const sent: string[] = [];
  const size = ask((bytes) => sent.push(bytes));
  expect(sent).toEqual(['\u001b[999;999H\u001b[6n']);
  expect(takes('\u001b[A')).toBe(false);
  expect(takes('\u001b[43;132R')).toBe(true);
  expect(takes('\u001b[43;132R')).toBe(false);
  expect(await size).toEqual({ columns: 132, rows: 43 });
  expect(running()).toBe(0);
});

test('no answer: 80 by 24', async () => {
  const { timers, elapse } = manualTimers();
  const size = sizeQuestion(timers).ask(() => {});
  elapse();
  expect(await size).toEqual({ columns: 80, rows: 24 });
});
