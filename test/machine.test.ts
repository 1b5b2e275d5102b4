import { expect, test, vi } from 'vitest';
import { realMachine } from '../src/machine.ts';

// Programs are really started.
vi.unmock('execa');

test('a program that does not end in time is ended, and that is what its failure says', async () => {
  const waiting = realMachine.run(['tail', '--follow', '/dev/null'], { timeoutSeconds: 0.1 });
  await expect(waiting).rejects.toThrow(/^tail: it did not end within 0\.1 s$/);
});

test('a program that is not there did not start', async () => {
  await expect(realMachine.run(['no-such-program'])).rejects.toThrow(/^no-such-program: .*ENOENT/);
});
