import { expect, test } from 'vitest';
import { isGone } from '../../src/disk/gone.ts';
import { CommandFailed } from '../../src/machine.ts';
import { recordingMachine } from '../recording-machine.ts';

test('lsblk does not find it', async () => {
  const failed = (code: number) => ({
    ...recordingMachine(),
    run: (argv: readonly string[]) =>
      Promise.reject(new CommandFailed(argv, code, '', '', `exit code ${code}`)),
  });
  expect(await isGone(failed(32), '/dev/sda')).toBe(true);
  expect(await isGone(failed(1), '/dev/sda')).toBe(false);
});

test('one of some size is there, one of no size is gone', async () => {
  const sized = (size: string) => recordingMachine({ outputs: { lsblk: size } });
  expect(await isGone(sized(' 10737418240\n'), '/dev/sda')).toBe(false);
  expect(await isGone(sized('    0\n'), '/dev/nvme0n1')).toBe(true);
});

test('an lsblk that cannot be started or does not come back proves nothing', async () => {
  const machine = {
    ...recordingMachine(),
    run: (argv: readonly string[]) => Promise.reject(new CommandFailed(argv, undefined, '', '', 'timed out')),
  };
  expect(await isGone(machine, '/dev/sda')).toBe(false);
});
