import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EVENTS, LOCK } from '../../src/commands/reported.ts';
import { holderLives } from '../../src/installer/console-lock.ts';
import { LOG, RUN } from '../../src/installer/steps/places.ts';
import { EXIT } from '../../src/problem.ts';
import { console, inventory, previewed } from './one-console.ts';

// Locks and logs in a folder of this test's own, in the place of /run.
vi.mock('../../src/installer/steps/places.ts', async (original: () => Promise<object>) => {
  const run = mkdtempSync(join(tmpdir(), 'cos-wizard-install-'));
  return { ...(await original()), RUN: run, LOG: join(run, 'log') };
});

beforeEach(() => rmSync(RUN, { recursive: true, force: true }));
const others: ChildProcess[] = [];
afterEach(() => {
  for (const other of others.splice(0)) other.kill('SIGKILL');
});
afterAll(() => rmSync(RUN, { recursive: true, force: true }));

const begun: readonly object[] = [
  { event: 'note', line: 'answers: looked' },
  { event: 'started', target: '/dev/sdx', steps: [], total_bytes: 0 },
  { event: 'note', line: 'under way' },
];

/** Another process that holds the lock with these events in its log; asked to stop, it says so and ends. */
async function otherConsole(events: readonly object[]) {
  mkdirSync(LOG, { recursive: true });
  const line = (event: object) => `${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`;
  writeFileSync(join(RUN, 'stopped'), line({ event: 'ended', exit_code: EXIT.aborted }));
  const script = `echo $$ > '${LOCK}'; trap 'cat "${RUN}/stopped" >> "${EVENTS}"; exit' USR2; trap exit TERM
    echo ready; while :; do sleep 0.05; done`;
  const other = spawn('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  others.push(other);
  await once(other.stdout, 'data');
  writeFileSync(EVENTS, events.map(line).join(''));
  return other;
}

test('another console installs: it is watched from its beginning, nothing is started, and it can be aborted', async () => {
  await otherConsole(begun);
  const { start, watch, abort, told, names, done } = console();
  await start(await previewed(), inventory);
  expect({ done, told }).toEqual({ done: [], told: [] });
  const watched = watch();
  await vi.waitFor(() => expect(names()).toEqual(['started', 'note']), { timeout: 60_000 });
  abort();
  await watched;
  expect(told.at(-1)).toMatchObject({ event: { event: 'ended', exit_code: EXIT.aborted } });
  expect(told.every(({ own }) => own === undefined)).toBe(true);
});

test('another console that died while it installed: its end is told', async () => {
  const other = await otherConsole(begun);
  const { watch, told, names } = console();
  const watched = watch();
  await vi.waitFor(() => expect(names()).toContain('note'), { timeout: 60_000 });
  other.kill('SIGKILL');
  await watched;
  expect(told.at(-1)).toMatchObject({ event: { event: 'ended', exit_code: EXIT.unexpected } });
});

test('another console that only looks for answers is not shown', async () => {
  const other = await otherConsole(begun.slice(0, 1));
  const { watch, told } = console();
  const watched = watch();
  other.kill('SIGTERM');
  await watched;
  expect(told).toEqual([]);
});

test('what ends this process ends its watching, and not the installation of the other', async () => {
  await otherConsole(begun);
  const { watch, names, ended } = console();
  const watched = watch();
  await vi.waitFor(() => expect(names()).toContain('note'), { timeout: 60_000 });
  ended.abort('SIGINT');
  await watched;
  expect(names()).toEqual(['started', 'note']);
  expect(holderLives(LOCK)).toBe(true);
});
