import { expect, test } from 'vitest';
import type { Selector } from '../../src/disk/answers.ts';
import { chooseDisk } from '../../src/disk/choose.ts';
import { chooseDataDisk, explainDataDisk } from '../../src/disk/data-disk.ts';
import type { Disk } from '../../src/disk/disk.ts';
import { explainTable } from '../../src/disk/explain.ts';
import { layoutDataDisk } from '../../src/disk/layout.ts';
import { problemLine } from '../../src/problem.ts';
import { recordedMachine } from '../machines.ts';
import { aContent, aDisk } from './fixtures.ts';

const sda = aDisk({ path: '/dev/sda', serial: 'A' });
const sdb = aDisk({ path: '/dev/sdb', serial: 'B' });

function outcome(selector: Selector, disks: readonly Disk[], target: Disk = sda): string {
  const choice = chooseDataDisk(selector, disks, target);
  return 'disk' in choice ? choice.disk.path : choice.problems.map((p) => problemLine(p)).join('\n');
}

test('exactly one disk fits, and the problems carry the key of the data disk', () => {
  expect(outcome({ serial: 'B' }, [sda, sdb])).toBe('/dev/sdb');
  expect(outcome({ serial: 'C' }, [sda, sdb])).toMatch(/^disk\.data\.select: none of the 2 .*\[E201\]$/);
});

test('the target is refused, and counts where several fit', () => {
  expect(outcome({ serial: 'A' }, [sda, sdb])).toBe(
    'disk.data.select: /dev/sda is the disk that the system goes on; choose another one for data [E263]',
  );
  expect(outcome({ bus: 'sata' }, [sda, sdb])).toMatch(/2 disks match: \/dev\/sda, \/dev\/sdb.*\[E202\]$/);
});

test.each([
  ['the medium', { is_medium: true, mount_points: ['/run/cos/medium'] }, 'E210'],
  ['a copy of the medium', { is_medium: true }, 'E270'],
  ['read-only', { read_only: true }, 'E211'],
  ['mounted', { children: [aContent({ path: '/dev/sdb1', mount_points: ['/srv'] })] }, 'E212'],
  ['swap', { mount_points: ['[SWAP]'] }, 'E213'],
  ['too small', { bytes: 4e9 }, 'E216'],
  ['locked by its health', { health: { critical_warning: 8 } }, 'E2'],
] as const)('%s: refused as a target is', (_, over, number) => {
  const one = aDisk({
    ...sdb,
    ...over,
    children: 'children' in over ? [...over.children] : [],
    mount_points: 'mount_points' in over ? [...over.mount_points] : [],
  });
  expect(outcome({ serial: 'B' }, [sda, one])).toContain(`[${number}`);
});

test('what only a BIOS cannot read is no reason', () => {
  const { disks, firmware } = recordedMachine('4kn');
  const [data, target] = disks;
  if (!target || !data) throw new Error('the recording has too few disks');
  const selector = { serial: data.serial ?? '' };
  expect(firmware.kind).toBe('bios');
  expect('problems' in chooseDisk(selector, disks, firmware.kind)).toBe(true);
  expect(outcome(selector, disks, target)).toBe(data.path);
});

test('the table says of the target why it is refused', () => {
  expect(explainTable(explainDataDisk({}, [sda, sdb], sda)).split('\n')).toEqual([
    expect.stringMatching(/^refused {2}\/dev\/sda /),
    '    - /dev/sda is the disk that the system goes on; choose another one for data',
    expect.stringMatching(/^fits {5}\/dev\/sdb /),
  ]);
});

test('one partition from the first MiB to the last but one', () => {
  expect(layoutDataDisk(10 * 2 ** 20 + 4096)).toMatchObject([
    { number: 1, label: 'COS-DATA', start_bytes: 2 ** 20, bytes: 8 * 2 ** 20 },
  ]);
});
