import { expect, test } from 'vitest';
import { numbered } from '../../src/installer/bad-bytes.ts';
import { failureAdvice } from '../../src/installer/failure-words.ts';
import { BlockFailure } from '../../src/machine.ts';
import { EXIT, exitCodeOf, type Problem, ProblemError, problemLine } from '../../src/problem.ts';
import type { CopyAction } from '../../src/step.ts';
import { recordingMachine } from '../recording-machine.ts';

const on = { disk: '/dev/sdb', partition: 'USR-A', start_bytes: 1_000_000 };
const copy: CopyAction = {
  do: 'copy',
  from: '/m/usr.img',
  fromOffset: 0,
  to: '/p',
  toOffset: 0,
  bytes: 9,
  on,
};
const file = {
  do: 'compare',
  path: '/esp/vmlinuz',
  offset: 0,
  with: { content: '' },
  on,
  file: true,
} as const;

async function problemOf(
  action: Parameters<typeof numbered>[1],
  failure: BlockFailure,
  outputs: Readonly<Record<string, string>> = {},
): Promise<Problem> {
  const machine = recordingMachine({ outputs });
  const thrown: unknown = await numbered(machine, action, Promise.reject(failure)).catch(
    (cause: unknown) => cause,
  );
  const [problem] = thrown instanceof ProblemError ? thrown.problems : [];
  if (!problem) throw new Error('no problem was thrown');
  return problem;
}

test.each([
  [
    'source',
    'read',
    EXIT.medium,
    '/m/usr.img cannot be read at byte 234: EIO; write the medium again',
    'E470',
  ],
  ['source', 'content', EXIT.medium, '/m/usr.img is not what it should be, at byte 234 or after it', 'E471'],
  [
    'target',
    'write',
    EXIT.write,
    '/dev/sdb cannot be written at byte 1000234 (byte 234 of USR-A): EIO.',
    'E244',
  ],
  [
    'target',
    'read',
    EXIT.verify,
    '/dev/sdb cannot be read at byte 1000234 (byte 234 of USR-A): EIO.',
    'E245',
  ],
  [
    'target',
    'content',
    EXIT.verify,
    'written, at byte 1000234 (byte 234 of USR-A). Replace this disk',
    'E246',
  ],
] as const)(
  'a bad byte of the %s, %s: its place, its number, its exit code',
  async (side, trouble, exit, text, mark) => {
    const path = side === 'source' ? copy.from : copy.to;
    const problem = await problemOf(copy, new BlockFailure(side, trouble, path, 234, 'EIO'));
    expect(problemLine(problem)).toContain(text);
    expect(problemLine(problem)).toMatch(new RegExp(` \\[${mark}\\]$`));
    expect(exitCodeOf([problem])).toBe(exit);
    if (side === 'target') expect(problemLine(problem)).toContain('Replace this disk');
    const facts = {
      exit_code: exit,
      disk_state: 'unusable',
      device: '/dev/sdb',
      problems: [problem],
    } as const;
    expect(failureAdvice(facts)).toContain(
      side === 'target' ? 'Replace this disk' : 'Mend or change the medium',
    );
  },
);

/** filefrag(8) of e2fsprogs 1.47, -b1 -v. */
const FILEFRAG = `Filesystem type is: ef53
File size of /esp/vmlinuz is 9000 (12288 blocks of 1 bytes)
 ext:     logical_offset:        physical_offset: length:   expected: flags:
   0:        0..    4095:   49055346..  49059441:   4096:
   1:     4096..   12287:    7000000..   7008191:   8192:   49059442: last,eof
/esp/vmlinuz: 2 extents found
`;

test('a byte of a file has its place on partition and disk, where the file system tells it', async () => {
  const bad = (offset: number) => new BlockFailure('target', 'content', '/esp/vmlinuz', offset, 'other');
  expect(problemLine(await problemOf(file, bad(4100), { filefrag: FILEFRAG }))).toContain(
    '/dev/sdb gives back something else than was written, at byte 8000004 (byte 7000004 of USR-A, /esp/vmlinuz)',
  );
  expect(problemLine(await problemOf(file, bad(7)))).toContain(
    '/esp/vmlinuz on USR-A of /dev/sdb, byte 7 of the file: other. Replace this disk',
  );
});

test('a disk without partitions of ours has its own place', async () => {
  const { on: _, ...bare } = copy;
  const failure = new BlockFailure('target', 'write', '/dev/sdb', 5, 'EIO');
  const whole = await problemOf({ ...bare, to: '/dev/sdb' }, failure);
  expect(problemLine(whole)).toContain('/dev/sdb cannot be written at byte 5 (byte 5 of /dev/sdb)');
});

test('what has no byte stays what it is', async () => {
  const abort = new Error('This operation was aborted');
  await expect(numbered(recordingMachine(), copy, Promise.reject(abort))).rejects.toBe(abort);
});
