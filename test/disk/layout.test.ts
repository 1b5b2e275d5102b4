import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { GiB, MiB } from '../../src/bytes.ts';
import { BIOS_BOOT_START_BYTES, layoutDisk, type PartitionRole, regionOf } from '../../src/disk/layout.ts';
import { sfdiskScript } from '../../src/disk/sfdisk.ts';

const guid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const GUIDS: Record<PartitionRole, string> = {
  efi_system: guid(1),
  bios_boot: guid(2),
  usr_a: guid(3),
  usr_b: guid(4),
  oem: guid(6),
  root: guid(9),
};

const readSchema = z.object({
  partitiontable: z.object({
    label: z.string(),
    id: z.string().toLowerCase(),
    sectorsize: z.number(),
    partitions: z.array(
      z.object({
        node: z.string(),
        start: z.number(),
        size: z.number(),
        uuid: z.string().toLowerCase(),
        name: z.string(),
        type: z.string().toLowerCase(),
      }),
    ),
  }),
});

test('numbers and names are those of COS, ROOT is last', () => {
  const named = layoutDisk(10 * GiB).map((p) => `${p.number} ${p.label}`);
  expect(named).toEqual(['1 EFI-SYSTEM', '2 BIOS-BOOT', '3 USR-A', '4 USR-B', '6 OEM', '9 ROOT']);
  expect(layoutDisk(10 * GiB)[1]?.start_bytes).toBe(BIOS_BOOT_START_BYTES);
});

test('with sectors of 4096 bytes EFI-SYSTEM has room for the clusters of FAT32', () => {
  const [efi, , ...rest] = layoutDisk(10 * GiB, 4096);
  expect((efi?.bytes ?? 0) / 4096).toBeGreaterThan(65525 + 200);
  expect(rest.map(({ bytes }) => bytes).slice(0, 3)).toEqual([GiB, GiB, 128 * MiB]);
  const end = rest.at(-1);
  expect((end?.start_bytes ?? 0) + (end?.bytes ?? 0)).toBeLessThanOrEqual(10 * GiB - MiB);
});

test('partitions are aligned, do not overlap and leave the backup table its place', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8 * GiB, max: 2 ** 46 }), (bytes) => {
      let end = MiB;
      for (const p of layoutDisk(bytes)) {
        expect([p.start_bytes % MiB, p.bytes % MiB]).toEqual([0, 0]);
        expect(p.start_bytes).toBe(end);
        expect(p.bytes).toBeGreaterThan(0);
        end += p.bytes;
      }
      expect(end).toBeLessThanOrEqual(bytes - 33 * 4096);
      expect(end).toBeGreaterThan(bytes - 3 * MiB);
    }),
  );
});

test.each([512, 4096])(
  'a partition is found at its place on the disk, with sectors of %i bytes',
  (sector) => {
    for (const { role, label, start_bytes } of layoutDisk(20 * GiB, sector))
      expect(regionOf('/dev/x', role, sector)).toEqual({ disk: '/dev/x', partition: label, start_bytes });
  },
);

// The real sfdisk on a loop device: it accepts the script and reads back what was meant.
test.each([512, 4096])('sfdisk takes the table for %i-byte sectors as it is', (sector) => {
  const folder = mkdtempSync(join(tmpdir(), 'cos-layout-'));
  const image = join(folder, 'disk');
  const handle = openSync(image, 'w');
  ftruncateSync(handle, 9 * GiB);
  closeSync(handle);
  const output = (...argv: [string, ...string[]]) =>
    execFileSync(argv[0], argv.slice(1), { encoding: 'utf8' }).trim();
  const loop = output('losetup', '--find', '--show', '--sector-size', String(sector), image);
  try {
    const partitions = layoutDisk(9 * GiB, sector);
    const script = sfdiskScript(partitions, GUIDS, guid(0), sector);
    execFileSync('sfdisk', ['--quiet', '--no-reread', '--no-tell-kernel', loop], { input: script });
    const read = readSchema.parse(JSON.parse(output('sfdisk', '--json', loop))).partitiontable;
    expect([read.label, read.id, read.sectorsize]).toEqual(['gpt', guid(0), sector]);
    expect(
      read.partitions.map((p) => [p.node, p.start * sector, p.size * sector, p.uuid, p.name, p.type]),
    ).toEqual(
      partitions.map((p) => [`${loop}p${p.number}`, p.start_bytes, p.bytes, GUIDS[p.role], p.label, p.type]),
    );
  } finally {
    output('losetup', '--detach', loop);
    rmSync(folder, { recursive: true });
  }
});
