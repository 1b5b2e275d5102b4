import { afterEach, expect, test, vi } from 'vitest';
import { canAsk } from '../../src/commands/install.ts';
import { recordingMachine } from '../recording-machine.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

type Console = { readonly words?: string; readonly term?: string; readonly output?: 'text' | 'json' };

/** Whether a person can be asked on a console of a system that was started with these words. */
function asked({ words = 'cos.live=CDROM quiet', term = 'vt220', output = 'text' }: Console = {}) {
  vi.stubEnv('TERM', term);
  const terminal = { isTTY: true };
  return canAsk(
    { output },
    {
      machine: recordingMachine({ files: { '/proc/cmdline': `BOOT_IMAGE=/vmlinuz ${words}\n` } }),
      stdin: terminal as NodeJS.ReadStream,
      stdout: terminal as NodeJS.WriteStream,
      print: () => {},
      complain: () => {},
      signal: new AbortController().signal,
    },
  );
}

test('a person is asked on a console of the live system', async () => {
  expect(await asked()).toBe(true);
  expect(await asked({ words: 'cos.answers=/a.yaml cos.automatic' })).toBe(true);
});

test.each<Console>([
  { words: 'cos.live=CDROM cos.auto' },
  { words: 'cos.auto cos.live=CDROM' },
  { term: 'dumb' },
  { output: 'json' },
])('nobody is asked with %j', async (console) => {
  expect(await asked(console)).toBe(false);
});
