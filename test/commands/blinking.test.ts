import { expect, test } from 'vitest';
import type { Common } from '../../src/command-line.ts';
import { blinking } from '../../src/commands/blinking.ts';
import type { Tools } from '../../src/commands/tools.ts';
import { CommandFailed, type Machine } from '../../src/machine.ts';
import type { Message } from '../../src/screens/wizard/message.ts';
import { recordingMachine } from '../recording-machine.ts';

/** A console on a machine whose lights blink until they are ended. */
function console(common: Common = { output: 'text' }) {
  const started: string[] = [];
  const ended: string[] = [];
  const machine: Machine = {
    ...recordingMachine(),
    run: (argv, { signal } = {}) => {
      const line = argv.join(' ');
      started.push(line);
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          ended.push(line);
          reject(new CommandFailed(argv, 0, '', '', 'was ended'));
        });
      });
    },
  };
  const over = new AbortController();
  const streams = { stdin: process.stdin, stdout: process.stdout };
  const tools: Tools = { machine, ...streams, print: () => {}, complain: () => {}, signal: over.signal };
  const told: Message[] = [];
  const lights = blinking(common, tools);
  return {
    begin: (link: string) => lights.begin(link, (one) => told.push(one)),
    lights,
    over,
    told,
    started,
    ended,
  };
}

const line = (name: string) => `ethtool --identify ${name} 10`;

test('one light at a time: the next one ends the one before', async () => {
  const { begin, lights, told, started, ended } = console();
  const first = begin('eno1');
  const second = begin('eno2');
  await first;
  expect(started).toEqual([line('eno1'), line('eno2')]);
  expect(ended).toEqual([line('eno1')]);
  lights.stop();
  await second;
  expect(told).toEqual(
    ['eno1', 'eno2'].map((link) => ({ kind: 'blinked', link, outcome: { result: 'stopped' } })),
  );
});

test('the end of the program ends the light', async () => {
  const { begin, over, ended } = console();
  const light = begin('eno1');
  over.abort();
  await light;
  expect(ended).toEqual([line('eno1')]);
});

test('a recorded machine has no lights', async () => {
  const { begin, told, started } = console({ output: 'text', machine: 'machine.json' });
  await begin('eno1');
  expect(told).toMatchObject([{ outcome: { result: 'failed', reason: 'machine.json is a recording' } }]);
  expect(started).toEqual([]);
});
