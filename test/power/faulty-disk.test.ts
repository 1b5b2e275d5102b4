import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MiB } from '../../src/bytes.ts';
import { type Behave, EIO, FaultyDisk } from '../vm/faulty-disk.ts';

const run = promisify(execFile);
let folder = '';
let disk: FaultyDisk;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cos-faulty-'));
  const file = join(folder, 'disk.img');
  writeFileSync(file, '');
  truncateSync(file, 16 * MiB);
  disk = await new FaultyDisk(file, join(folder, 'socket'), 32 * MiB).listen();
});
afterEach(() => {
  disk.close();
  rmSync(folder, { recursive: true });
});

/** What QEMU's own client says to these commands, and whether it was content. */
async function client(...commands: readonly string[]) {
  const args = commands.flatMap((command) => ['-c', command]);
  try {
    const { stdout } = await run('qemu-io', ['-f', 'raw', disk.address, ...args]);
    return { good: !stdout.includes('failed'), said: stdout };
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout: string; stderr: string };
    return { good: false, said: `${stdout}${stderr}` };
  }
}

const at =
  (kind: 'read' | 'write', place: number, does: ReturnType<Behave>): Behave =>
  (request) =>
    request.kind === kind && request.offset <= place && place < request.offset + request.bytes
      ? does
      : 'good';

test('a disk that behaves keeps what is written, and is as large as it says', async () => {
  expect((await client('length')).said).toContain('32 MiB');
  expect((await client('write -P 7 1M 5M', 'flush')).good).toBe(true);
  expect((await client('read -P 7 1M 5M')).good).toBe(true);
  expect((await client('read -P 0 0 1M')).good).toBe(true);
});

test.each<[string, Behave, (said: string) => void]>([
  [
    'refuses a write',
    at('write', 3 * MiB, { errno: EIO }),
    (said) => expect(said).toMatch(/write failed: Input\/output/),
  ],
  [
    'refuses a read',
    at('read', 3 * MiB, { errno: EIO }),
    (said) => expect(said).toMatch(/read failed: Input\/output/),
  ],
  [
    'loses a write',
    at('write', 3 * MiB, 'lost'),
    (said) => expect(said).toMatch(/Pattern verification failed/),
  ],
  [
    'flips a bit',
    at('read', 3 * MiB, { flipped: 3 * MiB }),
    (said) => expect(said).toMatch(/Pattern verification failed/),
  ],
  ['is gone', at('read', 3 * MiB, 'gone'), (said) => expect(said).toMatch(/read failed/)],
])('a disk that %s does so at that place, and nowhere else', async (_, behave, expectSaid) => {
  disk.behave = behave;
  expect((await client('write -P 7 8M 1M', 'read -P 7 8M 1M')).good).toBe(true);
  const { good, said } = await client('write -P 7 2M 2M', 'read -P 7 2M 2M');
  expect(good).toBe(false);
  expectSaid(said);
});
