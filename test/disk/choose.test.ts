import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Selector } from '../../src/disk/answers.ts';
import { chooseDisk } from '../../src/disk/choose.ts';
import { allContents } from '../../src/disk/contents.ts';
import type { Disk } from '../../src/disk/disk.ts';
import type { Firmware } from '../../src/disk/refusals.ts';
import { problemLine } from '../../src/problem.ts';
import { machineNames, recordedMachine } from '../machines.ts';
import { aContent, aDisk } from './fixtures.ts';

function outcome(selector: Selector, disks: readonly Disk[], firmware: Firmware = 'uefi'): string {
  const choice = chooseDisk(selector, disks, firmware);
  return 'disk' in choice ? choice.disk.path : choice.problems.map((p) => problemLine(p)).join('\n');
}

const sda = aDisk({ path: '/dev/sda', serial: 'A' });
const sdb = aDisk({ path: '/dev/sdb', serial: 'B' });

test('exactly one disk fits', () => {
  expect(outcome({ serial: 'B' }, [sda, sdb])).toBe('/dev/sdb');
});

test('none fits', () => {
  expect(outcome({ serial: 'C' }, [sda, sdb])).toBe(
    'disk.target: none of the 2 disks matches; "cos-install disks --explain ANSWERS" shows why [E201]',
  );
});

test('several fit: how many and which', () => {
  expect(outcome({ bus: 'sata' }, [sda, sdb])).toBe(
    'disk.target: 2 disks match: /dev/sda, /dev/sdb; add keys until exactly one does ("cos-install disks --explain ANSWERS") [E202]',
  );
  const many = Array.from({ length: 24 }, (_, i) => aDisk({ path: `/dev/sd${i}` }));
  expect(outcome({ bus: 'sata' }, many)).toContain(
    '24 disks match: /dev/sd0, /dev/sd1, /dev/sd2, /dev/sd3, …;',
  );
});

test('the one that fits is refused: its reasons and not another disk', () => {
  expect(outcome({ serial: 'A' }, [{ ...sda, read_only: true }, sdb])).toBe(
    'disk.target: /dev/sda is read-only; remove the write protection or choose another disk [E211]',
  );
});

test('the medium does not make a choice ambiguous; a disk that is only mounted does', () => {
  expect(outcome({ bus: 'sata' }, [{ ...sda, is_medium: true }, sdb])).toBe('/dev/sdb');
  expect(outcome({ bus: 'sata' }, [{ ...sda, mount_points: ['/data'] }, sdb])).toContain('[E202]');
});

test('only the medium fits: it is named', () => {
  const medium = { ...sda, is_medium: true, mount_points: ['/run/cos/medium'] };
  expect(outcome({ serial: 'A' }, [medium, sdb])).toContain('/dev/sda carries the medium');
});

test('serial and WWN of a LUN choose the map, not one of its paths', () => {
  const { disks, firmware } = recordedMachine('multipath');
  expect(outcome({ serial: '80AG4*' }, disks, firmware.kind)).toBe('/dev/mapper/mpatha');
  const [, path] = disks;
  expect(outcome({ path: path?.links[0] ?? '' }, disks, firmware.kind)).toContain(
    'choose /dev/mapper/mpatha instead',
  );
});

test('two paths without a map are no choice between two disks: they are named, and why', () => {
  const { disks, firmware } = recordedMachine('paths-and-namespaces');
  expect(outcome({ serial: '80AG4*' }, disks, firmware.kind)).toBe(
    'disk.target: /dev/sda and /dev/sdb are one disk seen through several paths, and no multipath map holds them: start multipathd, or leave one path only [E277]',
  );
  expect(
    outcome({ bus: 'scsi', size: { min_bytes: 1 } }, [...disks, aDisk({ path: '/dev/sdx', bus: 'scsi' })]),
  ).toContain('3 disks match');
});

test('namespaces of one NVMe controller share its serial number; the WWN chooses one', () => {
  const { disks, firmware } = recordedMachine('paths-and-namespaces');
  expect(outcome({ serial: 'S64GNE0R800214' }, disks, firmware.kind)).toContain(
    '2 disks match: /dev/nvme0n1, /dev/nvme0n2;',
  );
  const wwn = 'eui.36344730528002140025384500000002';
  expect(outcome({ wwn }, disks, firmware.kind)).toBe('/dev/nvme0n2');
  const path = '/dev/disk/by-id/nvme-SAMSUNG_MZQL21T9HCJR-00A07_S64GNE0R800214_1';
  expect(outcome({ path }, disks, firmware.kind)).toBe('/dev/nvme0n1');
});

test('boot and general purpose areas of an eMMC share its serial number and are no choice', () => {
  const { disks, firmware } = recordedMachine('laptop-emmc');
  expect(outcome({ serial: '0x1a2b3c4d' }, disks, firmware.kind)).toBe('/dev/mmcblk0');
});

test('an array is chosen by its UUID', () => {
  const { disks, firmware } = recordedMachine('md-lvm-leftovers');
  const path = '/dev/disk/by-id/md-uuid-1c0e9a5d:7b8f3c2a:5d6e7f80:91a2b3c4';
  expect(outcome({ path }, disks, firmware.kind)).toBe('/dev/md127');
});

test('the path in the answers goes into the problems', () => {
  const choice = chooseDisk({ serial: 'C' }, [sda], 'uefi', 'disk.data.select');
  expect('problems' in choice && choice.problems[0]?.path).toBe('disk.data.select');
});

const content = fc.record({
  path: fc.constantFrom('/dev/sda1', '/dev/mapper/x', '/dev/md0'),
  type: fc.constantFrom('part', 'part', 'lvm', 'crypt', 'mpath', 'raid1'),
  mounts: fc.constantFrom<string[]>([], [], ['/'], ['[SWAP]']),
});
const seldom = fc.constantFrom(false, false, false, true);
const disk = fc
  .record({
    path: fc.constantFrom('/dev/sda', '/dev/sdb', '/dev/sdc', '/dev/md0', '/dev/mapper/x'),
    type: fc.constantFrom('disk', 'disk', 'disk', 'mpath', 'raid1', 'raid5'),
    bytes: fc.constantFrom(4e9, 8 * 2 ** 30, 100e9, 2e12),
    bus: fc.constantFrom('sata' as const, 'usb' as const),
    serial: fc.option(fc.constantFrom('A', 'B', 'C'), { nil: undefined }),
    logical_sector_bytes: fc.constantFrom(512, 512, 4096),
    read_only: seldom,
    is_medium: seldom,
    children: fc.array(fc.tuple(content, fc.array(content, { maxLength: 1 })), { maxLength: 2 }),
  })
  .map(({ children, ...rest }) =>
    aDisk({
      ...rest,
      children: children.map(([outer, inner]) => {
        const { mounts, ...is } = outer;
        const below = inner.map(({ mounts: at, ...one }) => aContent({ ...one, mount_points: at }));
        return aContent({ ...is, mount_points: mounts, children: below });
      }),
    }),
  );
const selector = fc.record(
  {
    serial: fc.constantFrom('A', '*', 'C'),
    bus: fc.constantFrom('sata' as const, 'usb' as const),
    empty: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** What may be written to, said once more and otherwise than the code says it. */
function isSafe(chosen: Disk, firmware: Firmware): boolean {
  const below = allContents(chosen);
  const own = ['part', 'lvm', 'raid1', 'md'];
  const idle =
    chosen.mount_points.length === 0 &&
    below.every((c) => c.mount_points.length === 0 && own.includes(c.type));
  const starts = firmware === 'uefi' || chosen.logical_sector_bytes === 512;
  const kind = ['disk', 'mpath', 'raid1'].includes(chosen.type);
  return idle && starts && kind && !chosen.is_medium && !chosen.read_only && chosen.bytes >= 8 * 2 ** 30;
}

test('whatever the machine and the selector, what is chosen is idle, writable, large enough and not the medium', () => {
  let chosen = 0;
  fc.assert(
    fc.property(
      fc.array(disk, { maxLength: 5 }),
      selector,
      fc.constantFrom<Firmware>('bios', 'uefi'),
      (disks, by, firmware) => {
        const choice = chooseDisk(by, disks, firmware);
        if (!('disk' in choice)) return choice.problems.length > 0;
        chosen += 1;
        return isSafe(choice.disk, firmware);
      },
    ),
    { numRuns: 2000 },
  );
  expect(chosen).toBeGreaterThan(10);
});

test.each(machineNames)('%s: no serial number in it leads to its medium', (name) => {
  const { disks, firmware } = recordedMachine(name);
  for (const { serial } of disks) {
    const choice = chooseDisk({ serial: serial ?? '*' }, disks, firmware.kind);
    if ('disk' in choice) expect(choice.disk.is_medium).toBe(false);
  }
});
