import { expect, test } from 'vitest';
import { afterwards } from '../../src/installer/afterwards.ts';
import { recordingMachine } from '../recording-machine.ts';

type Given = { medium?: string; fails?: boolean; keyPressed?: boolean };

async function after(onSuccess: 'reboot' | 'poweroff' | 'stay', given: Given = {}) {
  const said: string[] = [];
  const waited: number[] = [];
  const machine = recordingMachine(given.fails ? { fails: () => true } : {});
  const abort = new AbortController();
  const reported: string[] = [];
  await afterwards(onSuccess, given.medium, {
    machine,
    signal: abort.signal,
    say: (line) => said.push(line),
    wait: async (seconds) => {
      expect(machine.done).toEqual([]);
      waited.push(seconds);
      if (given.keyPressed) abort.abort();
    },
    reporter: {
      flush: async () => void reported.push(`flushed after ${machine.done.length}`),
      restartFailed: (message) => reported.push(message),
    },
  });
  return { said, waited, done: machine.done, reported };
}

test('restarts, switches off or stays; says so first, and leaves time to read it', async () => {
  expect(await after('reboot', { medium: '/dev/sr0' })).toEqual({
    said: [
      'Remove the installation medium (/dev/sr0).',
      'Restarting into the installed node in 10 seconds; Ctrl+C keeps this system on.',
    ],
    waited: [10],
    done: ['systemctl reboot'],
    reported: ['flushed after 0'],
  });
  expect((await after('poweroff')).done).toEqual(['systemctl poweroff']);
  expect((await after('stay')).done).toEqual([]);
});

test('Ctrl+C before the restart keeps the machine on', async () => {
  const { said, done } = await after('reboot', { keyPressed: true });
  expect(done).toEqual([]);
  expect(said.at(-1)).toBe('The machine stays on; restart it when you are ready.');
});

test('a machine that does not restart is no failed install: it says what to do', async () => {
  const { said, reported } = await after('reboot', { fails: true });
  expect(reported).toEqual(['flushed after 0', said.at(-1)]);
  expect(said.at(-1)).toMatch(/^The node is complete, but .*it broke here\. Restart the machine by hand\.$/);
});
