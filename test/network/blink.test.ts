import { afterEach, expect, test, vi } from 'vitest';
import { CommandFailed, type Machine } from '../../src/machine.ts';
import { blinkPort } from '../../src/network/blink.ts';
import { recordingMachine } from '../recording-machine.ts';

afterEach(() => void vi.useRealTimers());

/** A machine whose ethtool blinks until it is ended; `isDeaf`: it does not end then. */
function blinkingMachine({ isDeaf = false } = {}): Pick<Machine, 'run'> {
  return {
    run: (argv, { signal } = {}) =>
      new Promise((_, reject) => {
        if (!isDeaf)
          signal?.addEventListener('abort', () => reject(new CommandFailed(argv, 0, '', '', 'ended')));
      }),
  };
}

test('the light blinks for ten seconds', async () => {
  const machine = recordingMachine();
  expect(await blinkPort(machine, 'eno1')).toEqual({ result: 'blinked' });
  expect(machine.done).toEqual(['ethtool --identify eno1 10']);
});

test.each([false, true])('ended by the person it is over at once; ethtool is deaf: %s', async (isDeaf) => {
  const ended = new AbortController();
  const blinking = blinkPort(blinkingMachine({ isDeaf }), 'eno1', ended.signal);
  ended.abort();
  expect(await blinking).toEqual({ result: 'stopped' });
});

test('a driver without a light is said with its reason, which is printable', async () => {
  const why = 'exit code 255: Cannot identify NIC: Operation not \u001b[31msupported';
  const run = (argv: readonly string[]) => Promise.reject(new CommandFailed(argv, 255, '', '', why));
  expect(await blinkPort({ run }, 'eno1')).toEqual({
    result: 'failed',
    reason: 'ethtool: exit code 255: Cannot identify NIC: Operation not \\u{1b}[31msupported',
  });
});

test('a driver that hangs is not waited for', async () => {
  vi.useFakeTimers();
  const blinking = blinkPort(blinkingMachine({ isDeaf: true }), 'eno1');
  await vi.advanceTimersByTimeAsync(15_000);
  const outcome = await Promise.race([blinking, Promise.resolve('still waiting')]);
  expect(outcome).toEqual({ result: 'failed', reason: 'ethtool: no answer' });
});
