import { expect, test } from 'vitest';
import { BANNER, ISSUE, showOnConsoles } from '../../../src/node/status/console.ts';
import type { NodeStatus } from '../../../src/node/status/node-status.ts';
import { fileMachine } from '../file-machine.ts';
import { NOW } from './systemd.ts';

const ready: NodeStatus = { hostname: 'cos-1', role: 'agent', ready: true, rows: [] };
const waiting = (since: string, text = '2 of 3 joined') => ({
  ...ready,
  ready: false,
  rows: [{ name: 'etcd', state: 'waiting', since, text, do: 'start \\cos-3' } as const],
});

test('the line goes to all consoles and into the banner', async () => {
  const machine = fileMachine();
  await showOnConsoles(machine, ready, NOW);
  expect(machine.files.get(ISSUE)).toBe('COS agent cos-1: ready\n\n');
  expect(machine.files.get(BANNER)).toBe('COS agent cos-1: ready\n');
  expect(machine.done).toContain('agetty --reload');
});

test('a console is drawn anew only when the line says something else', async () => {
  const machine = fileMachine();
  const reloads = () => machine.done.filter((line) => line === 'agetty --reload').length;
  await showOnConsoles(machine, waiting('2026-11-22T12:03:00.000Z'), NOW);
  await showOnConsoles(machine, waiting('2026-11-22T12:04:00.000Z'), NOW);
  expect(reloads()).toBe(1);
  await showOnConsoles(machine, waiting('2026-11-22T12:04:00.000Z', '3 of 3 joined'), NOW);
  expect(reloads()).toBe(2);
});

test('agetty does not take a backslash for an escape', async () => {
  const machine = fileMachine();
  await showOnConsoles(machine, waiting('2026-11-22T12:03:00.000Z'), NOW);
  expect(machine.files.get(ISSUE)).toContain('start \\\\cos-3');
  expect(machine.files.get(BANNER)).toContain('start \\cos-3');
});

test('lines fit on a screen of 80 columns', async () => {
  const machine = fileMachine();
  await showOnConsoles(machine, waiting('2026-11-22T12:03:00.000Z', 'word '.repeat(60)), NOW);
  const lines = (machine.files.get(ISSUE) ?? '').split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(80);
  expect(lines.length).toBeGreaterThan(4);
});
