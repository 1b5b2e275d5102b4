import { expect, test } from 'vitest';
import type { Bzimage, DiskImage } from '../../src/installer/disk-image.ts';
import { readyImage } from '../../src/installer/image-ready.ts';
import type { Inventory } from '../../src/installer/inventory.ts';
import { makePlan } from '../../src/installer/plan.ts';
import { exitCodeOf, problemLine } from '../../src/problem.ts';
import { Secret } from '../../src/secret.ts';
import { recordedMachine } from '../machines.ts';
import { controller, resolved } from './plans.ts';

const machine = recordedMachine('original-image');
const [image] = machine.medium?.bzimage?.images ?? [];
if (!image) throw new Error('no image was recorded');

function withImages(bzimage: Bzimage | undefined): Inventory {
  const { medium } = machine;
  if (!medium) throw new Error('no medium was recorded');
  const { bzimage: _, ...others } = medium;
  return { ...machine, medium: bzimage ? { ...others, bzimage } : others };
}
const withImage = (change: Partial<DiskImage>) =>
  withImages({ files: ['x'], images: [{ ...image, ...change }] });

const answers = (install: object = {}) =>
  resolved(
    controller,
    { serial: 'target' },
    { name: 'enp1s0' },
    { install: { wipe: 'target', image: 'disk-image', ...install } },
  );

async function lines(inventory: Inventory, install: object = {}) {
  const planned = makePlan(await answers(install), inventory);
  const problems = 'problems' in planned ? planned.problems : planned.warnings;
  return { code: exitCodeOf(problems), text: problems.map((p) => problemLine(p)) };
}

test.each([
  [
    'no folder',
    withImages(undefined),
    'install.image: no image of a disk on the medium: looked for *.bin.bz2, *.bin.zst, *.bin.xz, *.bin.gz in /run/cos/medium/bzimage; found - [E483]',
  ],
  [
    'other files',
    withImages({ files: ['cos_production_image.vmdk', 'sha1sum.txt'], images: [] }),
    'found cos_production_image.vmdk, sha1sum.txt [E483]',
  ],
  [
    'two images',
    withImages({ files: [], images: [image, { ...image, name: 'other.bin.zst' }] }),
    'several images in /run/cos/medium/bzimage: cos_production_image.bin.bz2, other.bin.zst; leave only one of them on the medium [E484]',
  ],
  ['no checksum', withImage({ checksum: undefined }), 'no checksum of cos_production_image.bin.bz2: a list'],
  [
    'what could not be unpacked',
    withImage({ table: undefined, unreadable: 'lbzip2: exit code 1: not a valid bzip2 file' }),
    'the partitions OEM and ROOT: lbzip2: exit code 1: not a valid bzip2 file [E486]',
  ],
  [
    'a disk of another system',
    withImage({ table: { disk_bytes: 1e9, partitions: [{ number: 1, start_bytes: 0, bytes: 1 }] } }),
    'OEM and ROOT: no partition ROOT, OEM [E486]',
  ],
])('%s: nothing is planned, and the reason is told', async (_, inventory, line) => {
  const { code, text } = await lines(inventory);
  expect(code).toBe(5);
  expect(text.join('\n')).toContain(line);
});

test('several reasons come at once', async () => {
  const { text } = await lines(withImage({ checksum: undefined, table: undefined }));
  expect(text.join('\n')).toMatch(/E485.*\n.*E486/);
});

test('an image that is larger than the disk is refused before anything is written; one that just fits is not', async () => {
  const target = machine.disks[0];
  if (!target || !image.table) throw new Error('not recorded');
  const { partitions } = image.table;
  const large = await lines(withImage({ table: { disk_bytes: target.bytes + 512, partitions } }));
  expect(large.code).toBe(4);
  expect(large.text.join('\n')).toMatch(
    /^disk\.target: \/dev\/vda has 21\.5 GB; the image .* is made for a disk of .* or more \[E267\]$/m,
  );
  const fitting = await lines(withImage({ table: { disk_bytes: target.bytes, partitions } }));
  expect(fitting.code).toBe(0);
});

test('a disk with 4096-byte sectors is refused: the image counts in others', async () => {
  const disks = machine.disks.map((disk) => ({ ...disk, logical_sector_bytes: 4096 }));
  const { code, text } = await lines({ ...machine, disks });
  expect(code).toBe(4);
  expect(text.join('\n')).toContain('/dev/vda has 4096-byte sectors; the image');
});

test('partitions without names are found by their numbers', () => {
  const partitions = image.table?.partitions.map(({ label: _, ...one }) => one) ?? [];
  const ready = readyImage(withImage({ table: { disk_bytes: 1, partitions } }));
  expect(ready).toMatchObject({ image: { root: { number: 9 }, oem: { number: 6 } } });
});

test('kernel arguments get a warning: an original COS loses them', async () => {
  expect((await lines(machine)).text.join('\n')).not.toContain('W488');
  expect((await lines(machine, { kernel_args: ['quiet'] })).text.join('\n')).toContain('[W488]');
});

test('a password that an original COS cannot check gets a warning', async () => {
  const given = await answers();
  const value = new Secret(`$y$j9T$salt$${'h'.repeat(43)}`);
  const system = { ...given.answers.system, password: { kind: 'hash', value } as const };
  const planned = makePlan({ ...given, answers: { ...given.answers, system } }, machine);
  const warnings = 'plan' in planned ? planned.warnings.map((one) => problemLine(one)) : [];
  expect(warnings.join('\n')).toMatch(/^system\.password_hash: .*\[W489\]$/m);
});

test("the medium's own system does not care for /bzimage", async () => {
  const planned = makePlan(await answers({ image: 'usr-image' }), withImage({ checksum: undefined }));
  expect('plan' in planned && planned.plan.steps.map(({ id }) => id)).toContain('write-usr');
});
