import { expect, test } from 'vitest';
import type { Disk } from '../../src/disk/disk.ts';
import { sameUuidProblems, secondSystemProblems } from '../../src/disk/second-system.ts';
import { sentence } from '../../src/problem.ts';
import { aContent, aDisk } from './fixtures.ts';

const target = aDisk();
const other = (over: Partial<Disk>) => aDisk({ path: '/dev/sdb', ...over });
const cos = [
  aContent({ path: '/dev/sdb1', partition_label: 'EFI-SYSTEM' }),
  aContent({ path: '/dev/sdb3', partition_label: 'USR-A' }),
  aContent({ path: '/dev/sdb9', partition_label: 'data', label: 'ROOT' }),
];
const warned = (...disks: Disk[]) =>
  secondSystemProblems(target, [target, ...disks], 'disk.target').map((problem) => [
    problem.severity,
    sentence(problem),
  ]);

test('another disk with names of COS is a warning that says what to do', () => {
  expect(warned(other({ children: cos }))).toEqual([
    [
      'warning',
      '/dev/sdb has partitions named as those of COS (EFI-SYSTEM, USR-A, ROOT): the firmware may start that disk; remove it, erase it (wipefs --all), or set the boot order',
    ],
  ]);
});

test('a file system on a whole disk counts too', () => {
  expect(warned(other({ label: 'OEM' }))[0]?.[1]).toContain(
    '/dev/sdb has partitions named as those of COS (OEM)',
  );
});

test('other names, the medium, the target itself and its parts are no second system', () => {
  expect(warned(other({ children: [aContent({ partition_label: 'root' })] }))).toEqual([]);
  expect(warned(other({ children: cos, is_medium: true }))).toEqual([]);
  const old = aDisk({ children: cos });
  expect(secondSystemProblems(old, [old], 'disk.target')).toEqual([]);
  const path = other({ children: [aContent({ path: '/dev/sda', type: 'mpath', children: cos })] });
  expect(warned(path)).toEqual([]);
});

test('a disk that has a UUID of this plan is an error, however the UUID is written', () => {
  const found = (over: object) =>
    sameUuidProblems(
      target,
      [target, other({ children: [aContent(over)] })],
      ['2f169f9b-4e6a-4024-b522-09cd5410ebb8', '0d869764'],
      'disk.target',
    ).map((problem) => `${problem.severity} ${problem.args.other} ${problem.args.uuids}`);
  expect(found({ partition_uuid: '2F169F9B-4e6a-4024-b522-09cd5410ebb8' })).toEqual([
    'error /dev/sdb 2F169F9B-4e6a-4024-b522-09cd5410ebb8',
  ]);
  expect(found({ uuid: '0D86-9764' })).toEqual(['error /dev/sdb 0D86-9764']);
  expect(found({ uuid: 'other', partition_uuid: 'else' })).toEqual([]);
});
