import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { EVENTS, LOCK } from '../../src/commands/reported.ts';
import { holderLives } from '../../src/installer/console-lock.ts';
import { LOG, RUN } from '../../src/installer/steps/places.ts';
import { EXIT, error } from '../../src/problem.ts';
import { console, inventory, preview, previewed } from './one-console.ts';

// Locks and logs in a folder of this test's own, in the place of /run.
vi.mock('../../src/installer/steps/places.ts', async (original: () => Promise<object>) => {
  const run = mkdtempSync(join(tmpdir(), 'cos-wizard-install-'));
  return { ...(await original()), RUN: run, LOG: join(run, 'log') };
});

beforeEach(() => rmSync(RUN, { recursive: true, force: true }));
afterAll(() => rmSync(RUN, { recursive: true, force: true }));

const inLog = () =>
  readFileSync(EVENTS, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): { event: string } => JSON.parse(line));

test('what was confirmed is carried out and recorded, what it destroys said first, the lock given back', async () => {
  const { start, told, names, done } = console();
  await start(await previewed(), inventory);
  expect(done).toEqual(['first', 'second']);
  expect(names()).toEqual([
    'note',
    'started',
    'step-started',
    'command',
    'output',
    'command',
    'output',
    'step-finished',
    'finished',
    'ended',
  ]);
  expect(told[0]).toMatchObject({ event: { line: 'All data on /dev/sdx will be lost.' }, own: true });
  expect(inLog().map(({ event }) => event)).toEqual(names());
  expect(JSON.parse(readFileSync(join(LOG, 'plan.json'), 'utf8'))).toMatchObject({
    target: { path: '/dev/sdx' },
  });
  expect(JSON.parse(readFileSync(join(LOG, 'inventory.json'), 'utf8'))).toMatchObject({ version: 1 });
  expect(holderLives(LOCK)).toBe(false);
});

test('two quick starts start one', async () => {
  const { start, done } = console();
  const confirmed = await previewed();
  await Promise.all([start(confirmed, inventory), start(confirmed, inventory)]);
  expect(done).toEqual(['first', 'second']);
});

test('aborted here: it stops, its end is told, and it can be started again', async () => {
  let attempts = 0;
  const { start, abort, names, told, done } = console({
    run: async (line) => {
      if (line === 'first' && ++attempts === 1) await asked(abort);
    },
  });
  await start(await previewed(), inventory);
  expect(names().slice(-3)).toEqual(['failed', 'recorded', 'ended']);
  expect(told.at(-1)).toMatchObject({ event: { exit_code: EXIT.aborted } });
  expect(done).not.toContain('first');
  await start(await previewed(), inventory);
  expect(done.slice(-2)).toEqual(['first', 'second']);
  expect(told.at(-1)).toMatchObject({ event: { exit_code: EXIT.ok } });
});

/** Until this process has heard that it was asked to stop. */
async function asked(abort: () => void): Promise<void> {
  const heard = once(process, 'SIGUSR2');
  abort();
  await heard;
}

test('ended from outside: it stops, and its end is told', async () => {
  const ended = new AbortController();
  const { start, told } = console({ run: async () => ended.abort('SIGTERM'), ended });
  await start(await previewed(), inventory);
  expect(told.at(-1)).toMatchObject({ event: { event: 'ended', exit_code: EXIT.aborted } });
});

test('problems that stand against it end it before anything is done', async () => {
  const { start, names, done } = console();
  const problems = [error('disk.none-matches', 'disk.target', { rows: '' })];
  await start({ preview: { ...preview, problems } }, inventory);
  expect(names()).toEqual(['problem', 'note', 'note', 'recorded', 'ended']);
  expect(done).not.toContain('first');
});

test('a bug ends it too, for all who watch, and is thrown', async () => {
  const { start, names } = console({
    hear: ({ event }) => {
      if (event === 'started') throw new TypeError('x is not a function');
    },
  });
  await expect(start(await previewed(), inventory)).rejects.toThrow(TypeError);
  expect(names().at(-1)).toBe('ended');
  expect(inLog().at(-1)).toMatchObject({ event: 'ended', exit_code: EXIT.unexpected });
  expect(holderLives(LOCK)).toBe(false);
});

test('a console that installs does not watch itself', async () => {
  const { start, watch, names } = console({ run: async () => watch() });
  await start(await previewed(), inventory);
  expect(names().filter((name) => name === 'started')).toHaveLength(1);
});
