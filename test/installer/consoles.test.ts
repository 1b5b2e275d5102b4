import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ABORTED_BY_OPERATOR,
  abortHolder,
  holderLives,
  takeInstallLock,
  takeLock,
} from '../../src/installer/console-lock.ts';
import type { Happening, InstallEvent } from '../../src/installer/events.ts';
import { follow } from '../../src/installer/follow.ts';
import { broadcast, EVENTS_FILE, fileJournal, keepDocument } from '../../src/installer/journal.ts';
import { Secret } from '../../src/secret.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cos-consoles-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('one console gets the lock, the next one when it is released', () => {
  const path = join(folder, 'run', 'lock');
  const first = takeLock(path);
  expect(first).toBeDefined();
  expect(takeLock(path)).toBeUndefined();
  first?.release();
  expect(holderLives(path)).toBe(false);
  expect(takeLock(path)).toBeDefined();
});

test('the lock of a process that died is taken over', () => {
  const path = join(folder, 'lock');
  writeFileSync(path, '4194304999\n');
  expect(takeLock(path)).toBeDefined();
  expect(readFileSync(path, 'utf8')).toBe(`${process.pid}\n`);
});

test('while another console takes it over, the lock of a process that died is left alone', () => {
  const path = join(folder, 'lock');
  writeFileSync(path, '4194304999\n');
  mkdirSync(`${path}.busy`);
  expect(takeLock(path)).toBeUndefined();
  expect(readFileSync(path, 'utf8')).toBe('4194304999\n');
  rmdirSync(`${path}.busy`);
  expect(takeLock(path)).toBeDefined();
  expect(existsSync(`${path}.busy`)).toBe(false);
});

test('a lock is there with its number or not at all, and nothing else stays', () => {
  const path = join(folder, 'lock');
  takeLock(path);
  expect(readdirSync(folder)).toEqual(['lock']);
  writeFileSync(path, '');
  expect(holderLives(path)).toBe(false);
  expect(takeLock(path)).toBeDefined();
  expect(readFileSync(path, 'utf8')).toBe(`${process.pid}\n`);
});

test('a lock that cannot be written is a problem that says so', () => {
  // To write there fails as it does where no room is left.
  symlinkSync('/dev/full', join(folder, `lock.${process.pid}`));
  expect(() => takeLock(join(folder, 'lock'))).toThrow(/no space left on device.*\[E493\]/);
  expect(readdirSync(folder)).toEqual([]);
});

test('where no room is left for the log, the installation goes on and says so once', () => {
  const file = fileJournal(folder);
  rmSync(join(folder, EVENTS_FILE));
  symlinkSync('/dev/full', join(folder, EVENTS_FILE));
  const seen: InstallEvent[] = [];
  const emit = broadcast([file, (event) => void seen.push(event)]);
  emit({ event: 'note', line: 'one' });
  emit({ event: 'note', line: 'two' });
  expect(seen.map((event) => ('line' in event ? event.line : event.event))).toEqual([
    expect.stringMatching(/^the log is not complete.*no space left on device.*\[W492\]$/),
    'one',
    'two',
  ]);
  symlinkSync('/dev/full', join(folder, 'plan.json'));
  const said: Happening[] = [];
  keepDocument(folder, 'plan.json', { of: 'this' }, (happening) => void said.push(happening));
  expect(said).toMatchObject([{ event: 'problem', problem: { code: 'log.stopped', severity: 'warning' } }]);
  expect(existsSync(join(folder, 'plan.json'))).toBe(false);
});

test('a bug in what listens is not hidden', () => {
  const emit = broadcast([() => JSON.parse('{')]);
  expect(() => emit({ event: 'note', line: 'one' })).toThrow(SyntaxError);
});

test('another console sees every event, those before it came too, and the end', async () => {
  const lock = takeLock(join(folder, 'lock'));
  const emit = broadcast([fileJournal(folder)]);
  emit({ event: 'note', line: 'before' });
  const seen: string[] = [];
  const listen = (event: InstallEvent) => {
    seen.push(event.event === 'note' ? event.line : event.event);
    if (event.event !== 'note' || event.line !== 'before') return;
    emit({ event: 'note', line: 'after' });
    emit({ event: 'ended', exit_code: 7 });
    lock?.release();
  };
  const { signal } = new AbortController();
  const last = await follow(join(folder, EVENTS_FILE), join(folder, 'lock'), listen, signal);
  expect(seen).toEqual(['before', 'after', 'ended']);
  expect(last).toMatchObject({ event: 'ended', exit_code: 7 });
});

test('the console that installs is asked to stop and lives on, also when it is asked too late', async () => {
  const path = join(folder, 'lock');
  const lock = takeInstallLock(path);
  const heard = once(lock?.asked ?? new EventTarget(), 'abort');
  expect(abortHolder(path)).toBe(true);
  await heard;
  expect(lock?.asked.reason).toBe(ABORTED_BY_OPERATOR);
  const number = readFileSync(path, 'utf8');
  lock?.release();
  expect(abortHolder(path)).toBe(false);

  const second = takeInstallLock(path);
  second?.release();
  writeFileSync(path, number);
  // Without a listener the signal would end the process.
  expect(process.listenerCount('SIGUSR2')).toBeGreaterThan(0);
  const late = once(process, 'SIGUSR2');
  expect(abortHolder(path)).toBe(true);
  await late;
  expect(second?.asked.aborted).toBe(false);
});

test('a console that did not get the lock does not hear what its holder is asked', async () => {
  const path = join(folder, 'lock');
  const lock = takeInstallLock(path);
  const listeners = process.listenerCount('SIGUSR2');
  expect(takeInstallLock(path)).toBeUndefined();
  expect(process.listenerCount('SIGUSR2')).toBe(listeners);
  lock?.release();
});

/** Holds the lock until it is asked to stop, which it notes as the installer does. */
const HOLDER = `
echo $$ > lock
trap 'cat ended >> ${EVENTS_FILE}; exit' USR2
echo ready
while :; do sleep 0.05; done`;

test('Ctrl+C on a console that only watches aborts the installation, whose end is still shown', async () => {
  writeFileSync(join(folder, 'ended'), `${JSON.stringify({ event: 'ended', exit_code: 130 })}\n`);
  const holder = spawn('bash', ['-c', HOLDER], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  broadcast([fileJournal(folder)])({ event: 'note', line: 'begun' });
  const abort = new AbortController();
  const seen: string[] = [];
  const listen = ({ event }: InstallEvent) => {
    seen.push(event);
    if (event === 'note') abort.abort(ABORTED_BY_OPERATOR);
  };
  const last = await follow(join(folder, EVENTS_FILE), join(folder, 'lock'), listen, abort.signal);
  expect(last).toMatchObject({ event: 'ended', exit_code: 130 });
  expect(seen).toEqual(['note', 'ended']);
});

test('a shutdown of a console that only watches ends the watching; a log that begins anew is shown from its start', async () => {
  const lock = takeLock(join(folder, 'lock'));
  const first = broadcast([fileJournal(folder)]);
  first({ event: 'note', line: 'old 1' });
  first({ event: 'note', line: 'old 2' });
  const abort = new AbortController();
  const seen: string[] = [];
  const listen = (event: InstallEvent) => {
    if (event.event === 'note') seen.push(event.line);
    if (seen.length === 2) broadcast([fileJournal(folder)])({ event: 'note', line: 'new' });
    if (seen.at(-1) === 'new') abort.abort();
  };
  await follow(join(folder, EVENTS_FILE), join(folder, 'lock'), listen, abort.signal);
  expect(seen).toEqual(['old 1', 'old 2', 'new']);
  lock?.release();
});

test('the log of an installation before is not taken for the one that holds the lock now', async () => {
  broadcast([fileJournal(folder)])({ event: 'ended', exit_code: 6 });
  utimesSync(join(folder, EVENTS_FILE), new Date(0), new Date(0));
  const lock = takeLock(join(folder, 'lock'));
  const seen: InstallEvent['event'][] = [];
  const { signal } = new AbortController();
  const following = follow(
    join(folder, EVENTS_FILE),
    join(folder, 'lock'),
    ({ event }) => seen.push(event),
    signal,
  );
  broadcast([fileJournal(folder)])({ event: 'finished', seconds: 1 });
  lock?.release();
  expect(await following).toMatchObject({ event: 'finished' });
  expect(seen).toEqual(['finished']);
});

test('the journal holds each event as one line at once, secrets as stars', () => {
  const emit = broadcast([fileJournal(folder)]);
  emit({ event: 'note', line: `password ${new Secret('geheim')}` });
  const text = readFileSync(join(folder, EVENTS_FILE), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ event: 'note', line: 'password ******' });
  expect(text).not.toContain('geheim');
});
