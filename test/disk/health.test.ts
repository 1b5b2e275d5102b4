import { expect, test } from 'vitest';
import type { Health } from '../../src/disk/disk.ts';
import { healthProblems } from '../../src/disk/health.ts';
import { refuseDisk } from '../../src/disk/refusals.ts';
import { problemLine } from '../../src/problem.ts';
import { aContent, aDisk } from './fixtures.ts';

const codes = (health: Health) => {
  const disk = aDisk({ health });
  return healthProblems(disk, [disk], 'disk.target').map(({ code }) => code.replace('disk.health-', ''));
};

test.each<[Health, string[]]>([
  [{ passed: false }, ['failing']],
  [{ passed: true, pending_sectors: 1 }, ['pending']],
  [{ reallocated_sectors: 1975, pending_sectors: 8 }, ['pending', 'reallocated']],
  [{ uncorrectable_errors: 1 }, ['uncorrectable']],
  [{ media_errors: 1 }, ['media-errors']],
  [{ percentage_used: 90 }, ['worn']],
  [{ percentage_used: 255 }, ['worn']],
  [{ passed: false, critical_warning: 0x01 }, ['spare']],
  [{ passed: false, critical_warning: 0x02 }, ['temperature']],
  [{ passed: false, critical_warning: 0x04 }, ['unreliable']],
  [{ passed: false, critical_warning: 0x10 }, ['cache']],
  [{ passed: false, critical_warning: 0x06, media_errors: 3 }, ['temperature', 'unreliable', 'media-errors']],
  [{ passed: false, critical_warning: 0x20 }, ['failing']],
])('%j', (health, wanted) => expect(codes(health)).toEqual(wanted));

test.each<Health>([
  {},
  { passed: true, reallocated_sectors: 0, pending_sectors: 0, uncorrectable_errors: 0 },
  { passed: true, critical_warning: 0, media_errors: 0, percentage_used: 89 },
  { unknown: 'smartctl gave no answer within 20 s' },
])('nothing speaks against %j', (health) => expect(codes(health)).toEqual([]));

test('a warning names the disk, what was found, what it means and what to do', () => {
  const disk = aDisk({ path: '/dev/sdb', health: { pending_sectors: 8, percentage_used: 104 } });
  expect(healthProblems(disk, [disk], 'disk.target').map((one) => problemLine(one))).toEqual([
    'disk.target: /dev/sdb has sectors that it cannot read any more (SMART, pending: 8); replace it or choose another disk [W231]',
    'disk.target: /dev/sdb has used 104 % of the writes that it was made for: it wears out; plan its replacement or choose another disk [W235]',
  ]);
  expect(healthProblems(disk, [disk], 'disk.target').map((one) => problemLine(one, 'zh'))).toEqual([
    expect.stringContaining('/dev/sdb 有已无法读取的扇区'),
    expect.stringContaining('/dev/sdb 的写入寿命已用 104 %'),
  ]);
});

test('an array is as healthy as its members; a disk is not asked for those of others', () => {
  const md = aContent({ path: '/dev/md127', type: 'raid1' });
  const one = aDisk({ path: '/dev/sda', children: [md] });
  const other = aDisk({ path: '/dev/sdb', children: [md], health: { passed: false } });
  const array = aDisk({ path: '/dev/md127', type: 'raid1' });
  const alone = aDisk({ path: '/dev/sdc', health: { passed: false } });
  const disks = [one, other, alone, array];
  const named = (disk: typeof one) =>
    healthProblems(disk, disks, 'disk.target').map(({ args }) => args.device);
  expect([named(array), named(one)]).toEqual([['/dev/sdb'], []]);
});

test('a disk that made itself read-only is refused', () => {
  const disk = aDisk({ health: { passed: false, critical_warning: 0x08 } });
  expect(refuseDisk(disk, { disks: [disk], firmware: 'uefi' }, 'disk.target')).toEqual([
    expect.objectContaining({ code: 'disk.health-locked', severity: 'error' }),
  ]);
  const hot = aDisk({ health: { passed: false, critical_warning: 0x02 } });
  expect(refuseDisk(hot, { disks: [hot], firmware: 'uefi' }, 'disk.target')).toEqual([]);
});
