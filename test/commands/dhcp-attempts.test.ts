import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { dhcpAttempts } from '../../src/commands/dhcp-attempts.ts';
import type { Tools } from '../../src/commands/tools.ts';
import { RUN } from '../../src/installer/steps/places.ts';
import type { Machine } from '../../src/machine.ts';
import type { Message } from '../../src/screens/wizard/message.ts';
import { recordingMachine } from '../recording-machine.ts';

// The lock in a folder of this test's own, in the place of /run.
vi.mock('../../src/installer/steps/places.ts', async (original: () => Promise<object>) => {
  return { ...(await original()), RUN: mkdtempSync(join(tmpdir(), 'cos-dhcp-')) };
});

const LOCK = join(RUN, 'dhcp.lock');
beforeEach(() => {
  rmSync(RUN, { recursive: true, force: true });
  mkdirSync(RUN);
});
afterAll(() => rmSync(RUN, { recursive: true }));

const UP = { '/sys/class/net/eno1/flags': '0x1003', '/sys/class/net/eno1/carrier': '1' };

const OFFER = readFileSync(new URL('../network/recorded/dhcp/offer.txt', import.meta.url), 'utf8');

/** A console with a card; `run` sees each command before it is done. */
function console(run: (line: string) => Promise<void> = async () => {}, dhcpcd = '') {
  const recording = recordingMachine({ files: UP, outputs: { dhcpcd } });
  const machine: Machine = {
    ...recording,
    run: async (argv, options) => {
      await run(argv.join(' '));
      return recording.run(argv, options);
    },
  };
  const ended = new AbortController();
  const streams = { stdin: process.stdin, stdout: process.stdout };
  const tools: Tools = { machine, ...streams, print: () => {}, complain: () => {}, signal: ended.signal };
  const attempts = dhcpAttempts({ output: 'text' }, tools);
  const told: Message[] = [];
  const ask = () => attempts.try('eno1', (message) => told.push(message));
  return { ask, cancel: attempts.cancel, told, ended, done: recording.done };
}

test('while another console asks, nobody else does', async () => {
  writeFileSync(LOCK, `${process.ppid}\n`);
  const { ask, told, done } = console();
  await ask();
  expect(told).toEqual([{ kind: 'dhcp', link: 'eno1', outcome: { result: 'busy' } }]);
  expect(done).toEqual([]);
  rmSync(LOCK);
  await ask();
  expect(done.filter((line) => line.startsWith('dhcpcd'))).toHaveLength(1);
});

test('the first offer is told while others are listened for, and the outcome behind it', async () => {
  const { ask, told } = console(async () => {}, OFFER);
  await ask();
  expect(told).toMatchObject([
    { kind: 'dhcp', link: 'eno1', outcome: { result: 'offer', server: '192.0.2.1' }, listening: true },
    { kind: 'dhcp', link: 'eno1', outcome: { result: 'offer', server: '192.0.2.1' } },
  ]);
  expect(told[1]).not.toHaveProperty('listening');
});

test('what is heard behind the end of an attempt is not told', async () => {
  let asked = 0;
  const { ask, cancel, told } = console(async (line) => {
    if (line.startsWith('dhcpcd') && ++asked === 2) cancel();
  }, OFFER);
  await ask();
  expect(told.map((one) => 'listening' in one)).toEqual([true, false]);
  expect(told[1]).toMatchObject({ outcome: { result: 'cancelled' } });
});

test('it holds the lock while it asks, and gives it back', async () => {
  const held: string[] = [];
  const { ask } = console(async () => void held.push(readFileSync(LOCK, 'utf8')));
  await ask();
  expect(new Set(held)).toEqual(new Set([`${process.pid}\n`]));
  expect(() => readFileSync(LOCK)).toThrow('ENOENT');
});

test('a bug gives the lock back too', async () => {
  const { ask } = console(async () => {
    throw new TypeError('x is not a function');
  });
  await expect(ask()).rejects.toThrow(TypeError);
  expect(() => readFileSync(LOCK)).toThrow('ENOENT');
});

test.each(['cancelled', 'ended with the program'])('%s: the attempt is over at once', async (how) => {
  const { ask, cancel, ended, told } = console(async (line) => {
    if (!line.startsWith('dhcpcd')) return;
    if (how === 'cancelled') cancel();
    else ended.abort('SIGTERM');
  });
  await ask();
  expect(told).toMatchObject([{ outcome: { result: 'cancelled' } }]);
});
