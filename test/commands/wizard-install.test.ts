import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EVENTS, LOCK } from '../../src/commands/reported.ts';
import type { Tools } from '../../src/commands/tools.ts';
import { consoleInstall } from '../../src/commands/wizard-install.ts';
import { readAnswers } from '../../src/installer/answer-file.ts';
import { holderLives } from '../../src/installer/console-lock.ts';
import type { InstallEvent } from '../../src/installer/events.ts';
import type { Previewed } from '../../src/installer/preview.ts';
import { resolveAnswers } from '../../src/installer/resolved.ts';
import { LOG, RUN } from '../../src/installer/steps/places.ts';
import type { Machine } from '../../src/machine.ts';
import { EXIT, error } from '../../src/problem.ts';
import type { Message } from '../../src/screens/wizard/message.ts';
import type { Plan } from '../../src/step.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';

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

const plan: Plan = {
  version: 1,
  target: { path: '/dev/sdx', bytes: 1000 },
  destroys: [{ device: '/dev/sdx', sentence: 'All data on /dev/sdx will be lost.' }],
  steps: [
    {
      id: 'write',
      title: 'Write',
      phase: 'write',
      touches: ['/dev/sdx'],
      run: [
        { do: 'run', argv: ['first'] },
        { do: 'run', argv: ['second'] },
      ],
    },
  ],
};
const preview = { problems: [], destroys: [], plan: [], user_data: [] };
const inventory = recordedMachine('virtio-vm');

type Told = Extract<Message, { kind: 'event' }>;
type Given = {
  /** Sees each command before it is done. */
  readonly run?: (line: string) => Promise<void>;
  readonly ended?: AbortController;
  readonly hear?: (event: InstallEvent) => void;
};

/** What a person has confirmed. */
async function previewed(): Promise<Previewed> {
  const read = readAnswers(readFileSync('test/answers/minimal.yaml', 'utf8'), 'minimal.yaml');
  if ('problems' in read) throw new Error('minimal.yaml is not good');
  return {
    preview,
    ready: { plan, resolved: await resolveAnswers(read.answers, { machine: recordingMachine() }) },
  };
}

function console({ run = async () => {}, ended = new AbortController(), hear = () => {} }: Given = {}) {
  const recording = recordingMachine();
  const machine: Machine = {
    ...recording,
    run: async (argv, options) => {
      await run(argv.join(' '));
      return recording.run(argv, options);
    },
  };
  const streams = { stdin: process.stdin, stdout: process.stdout };
  const tools: Tools = { machine, ...streams, print: () => {}, complain: () => {}, signal: ended.signal };
  const told: Told[] = [];
  const send = (message: Message) => {
    if (message.kind !== 'event') return;
    told.push(message);
    hear(message.event);
  };
  const install = consoleInstall({ output: 'text' }, tools, send);
  return { ...install, told, ended, done: recording.done, names: () => told.map(({ event }) => event.event) };
}

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
  expect(names().slice(-2)).toEqual(['failed', 'ended']);
  expect(told.at(-1)).toMatchObject({ event: { exit_code: EXIT.aborted } });
  expect(done).toEqual([]);
  await start(await previewed(), inventory);
  expect(done).toEqual(['first', 'second']);
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
  expect(names()).toEqual(['problem', 'note', 'ended']);
  expect(done).toEqual([]);
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

test('a console that installs does not watch itself', async () => {
  const { start, watch, names } = console({ run: async () => watch() });
  await start(await previewed(), inventory);
  expect(names().filter((name) => name === 'started')).toHaveLength(1);
});
