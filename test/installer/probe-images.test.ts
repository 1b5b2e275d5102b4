import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MiB } from '../../src/bytes.ts';
import { probeImages } from '../../src/installer/probe-images.ts';
import { realMachine } from '../../src/machine.ts';
import { recordingMachine } from '../recording-machine.ts';

// find, sfdisk and the programs that unpack are what is tested here.
vi.unmock('execa');

let medium = '';
const folder = () => join(medium, 'bzimage');
const scratch = () => join(medium, 'scratch');

beforeEach(() => {
  mkdirSync('build', { recursive: true });
  medium = mkdtempSync(join(process.cwd(), 'build', 'bzimage-'));
  mkdirSync(folder());
});
afterEach(() => rmSync(medium, { recursive: true }));

/** A disk of 40 MiB with a GPT, packed as `name`. */
function putImage(name: string, pack: readonly [string, ...string[]]) {
  const file = join(medium, 'image');
  writeFileSync(file, '');
  truncateSync(file, 40 * MiB);
  const input = 'label: gpt\n6 : start=2MiB, size=4MiB, name=OEM\n9 : start=8MiB, size=30MiB, name=ROOT\n';
  execFileSync('sfdisk', ['--quiet', file], { input });
  const [program, ...args] = pack;
  writeFileSync(join(folder(), name), execFileSync(program, [...args, file], { maxBuffer: 64 * MiB }));
}

const probe = (known?: Awaited<ReturnType<typeof probeImages>>) =>
  probeImages(realMachine, medium, { scratch: scratch(), known });

test.each([
  ['bz2', ['bzip2', '-c']],
  ['zst', ['zstd', '-qc']],
  ['xz', ['xz', '-0c']],
  ['gz', ['gzip', '-c']],
] as const)('.%s: packing, checksum and partition table are known', async (end, pack) => {
  const name = `cos_production_image.bin.${end}`;
  putImage(name, pack);
  writeFileSync(join(folder(), 'sha1sum.txt'), `${'a'.repeat(40)}  bzimage/${name}\n`);
  expect(await probe()).toEqual({
    files: [name, 'sha1sum.txt'],
    images: [
      {
        name,
        compression: end,
        bytes: readFileSync(join(folder(), name)).length,
        checksum: { algorithm: 'sha1', digest: 'a'.repeat(40), list: 'sha1sum.txt' },
        table: {
          disk_bytes: 40 * MiB,
          partitions: [
            { number: 6, label: 'OEM', start_bytes: 2 * MiB, bytes: 4 * MiB },
            { number: 9, label: 'ROOT', start_bytes: 8 * MiB, bytes: 30 * MiB },
          ],
        },
      },
    ],
  });
});

test('a file that cannot be unpacked, and one that is no disk, say why', async () => {
  writeFileSync(join(folder(), 'a.bin.bz2'), 'this is no archive');
  const text = join(medium, 'text');
  writeFileSync(text, 'no disk');
  writeFileSync(join(folder(), 'b.bin.gz'), execFileSync('gzip', ['-c', text]));
  const images = (await probe())?.images ?? [];
  expect(images.map(({ name, table, checksum }) => ({ name, table, checksum }))).toEqual([
    { name: 'a.bin.bz2', table: undefined, checksum: undefined },
    { name: 'b.bin.gz', table: undefined, checksum: undefined },
  ]);
  expect(images[0]?.unreadable).toMatch(/lbzip2: exit code 1/);
  expect(images[1]?.unreadable).toBe('it has no GPT');
});

test('a medium without the folder has no images, and one with other files says which', async () => {
  writeFileSync(join(folder(), 'README'), 'x');
  expect(await probe()).toEqual({ files: ['README'], images: [] });
  rmSync(folder(), { recursive: true });
  expect(await probe()).toBeUndefined();
});

test('an image that was seen before is not unpacked again; a changed one is', async () => {
  putImage('cos.bin.zst', ['zstd', '-qc']);
  const known = await probe();
  const size = known?.images[0]?.bytes;
  const machine = (bytes: number | undefined) =>
    recordingMachine({ outputs: { find: `${bytes}/cos.bin.zst\n` } });
  const same = machine(size);
  expect(await probeImages(same, medium, { scratch: scratch(), known })).toEqual(known);
  expect(same.done.filter((line) => line.startsWith('unpack'))).toEqual([]);
  const other = machine(4711);
  await probeImages(other, medium, { scratch: scratch(), known });
  expect(other.done.filter((line) => line.startsWith('unpack'))).toHaveLength(1);
});
