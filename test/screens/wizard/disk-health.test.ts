import { expect, test } from 'vitest';
import { recordedMachine } from '../../machines.ts';
import { onDisk, targetOf } from './on-disk.ts';

test.each([
  ['en', 'fails its own health check (SMART)', 'cannot read any more'],
  ['zh', '未通过自身的健康检查（SMART）', '已无法读取的扇区'],
] as const)('%s: a failing disk says so and can still be chosen', (language, first, second) => {
  const driver = onDisk(recordedMachine('md-lvm-leftovers'), { language, canShowChinese: true });
  driver.press('home');
  const lines = driver.lines();
  const at = lines.findIndex((line) => line.includes('/dev/sda '));
  const next = lines.findIndex((line, index) => index > at && line.includes('/dev/sdb '));
  const said = lines.slice(at, next).join('\n');
  expect(said).toContain(first);
  expect(said).toContain(second);
  driver.type(' ');
  expect(targetOf(driver)).toEqual({ serial: 'WD-WMAW31000001' });
});

test('a disk that is refused says why, not how healthy it is; a healthy one says nothing', () => {
  const inventory = recordedMachine('usb-medium');
  const disks = inventory.disks.map((disk) => ({ ...disk, health: { passed: !disk.is_medium } }));
  expect(onDisk({ ...inventory, disks }).screen()).not.toContain('SMART');
});
