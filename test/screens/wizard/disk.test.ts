import { expect, test } from 'vitest';
import { selectorSchema } from '../../../src/disk/answers.ts';
import { chooseDisk } from '../../../src/disk/choose.ts';
import { refuseDisk } from '../../../src/disk/refusals.ts';
import type { Inventory } from '../../../src/installer/inventory.ts';
import { rowCells } from '../../../src/screens/width.ts';
import { wholeFrame } from '../../../src/screens/wizard/view.ts';
import { machineNames, recordedMachine } from '../../machines.ts';
import { onDisk, targetOf } from './on-disk.ts';

function renamed(inventory: Inventory): Inventory {
  const other = (path: string) => path.replace(/sd[ab]/, (name) => (name === 'sda' ? 'sdb' : 'sda'));
  const disks = inventory.disks.map((disk) => ({ ...disk, path: other(disk.path) })).toReversed();
  return { ...inventory, disks };
}

function goodDisks({ disks, firmware }: Inventory) {
  const around = { disks, firmware: firmware.kind };
  return disks.filter((disk) => refuseDisk(disk, around, 'disk.target').length === 0);
}

test.each(machineNames)('%s: each disk that can be selected is the one the answers choose', (name) => {
  const inventory = recordedMachine(name);
  const selected: string[] = [];
  for (const index of inventory.disks.keys()) {
    const driver = onDisk(inventory);
    driver.press('home', ...Array.from({ length: index }, () => 'down' as const));
    driver.type(' ');
    if (driver.state().values['disk.target'] === undefined) continue;
    const selector = selectorSchema.parse(targetOf(driver));
    const chosen = chooseDisk(selector, inventory.disks, inventory.firmware.kind);
    selected.push('disk' in chosen ? chosen.disk.path : '');
  }
  expect(selected).toEqual(goodDisks(inventory).map(({ path }) => path));
});

test.each(
  machineNames.flatMap((name) => (['en', 'zh'] as const).map((language) => [name, language] as const)),
)('%s, %s: no row is cut at 80 columns', (name, language) => {
  const driver = onDisk(recordedMachine(name), { language, canShowChinese: true });
  const wide = { ...driver.state(), size: { columns: 80, rows: 300 } };
  const tooWide = wholeFrame(wide).rows.filter((row) => rowCells(row) > 80);
  expect(tooWide).toEqual([]);
});

test('a disk shows what it is and what is on it', () => {
  const text = onDisk(recordedMachine('nvme-server')).screen();
  expect(text).toMatch(/\( \) \/dev\/nvme1n1 +1\.92 TB +SAMSUNG MZQL21T9HCJR-00A07 +nvme/);
  expect(text).toMatch(/serial S64GNE0R800214; on it: EFI System Partition vfat, data ext4/);
});

test('refused disks say why and cannot be selected', () => {
  const driver = onDisk(recordedMachine('usb-medium'));
  expect(driver.screen()).toContain('/dev/sda carries the medium that this installer runs from');
  driver.press('home');
  driver.type(' ');
  expect(driver.state().values).toEqual({});
  driver.press('enter');
  expect(driver.state().page).toBe('disk');
  expect(onDisk(recordedMachine('4kn')).screen()).toContain('4096-byte sectors');
  expect(onDisk(recordedMachine('small-and-read-only')).screen()).toMatch(
    /at least 8 GiB[\s\S]*is read-only/,
  );
});

test('only where there is one possible disk it is chosen beforehand', () => {
  expect(targetOf(onDisk(recordedMachine('usb-medium')))).toEqual({ serial: 'S6PXNM0R123456A' });
  const two = onDisk(recordedMachine('nvme-server'));
  expect(targetOf(two)).toBeUndefined();
  two.press('tab', 'enter');
  expect(two.state().page).toBe('disk');
  expect(two.screen()).toContain('choose the disk to install on');
});

test('an Enter too many chooses no disk', () => {
  const driver = onDisk(recordedMachine('nvme-server'));
  driver.press('enter', 'enter', 'enter');
  expect(driver.state().page).toBe('disk');
  expect(targetOf(driver)).toBeUndefined();
  expect(driver.screen()).toContain('choose the disk to install on');
});

test('a machine without a disk to write on says so and goes no further', () => {
  const machine = recordedMachine('usb-medium');
  const driver = onDisk({ ...machine, disks: machine.disks.filter((disk) => disk.is_medium) });
  expect(driver.screen()).toContain('ERROR: No Writable Block Device Found!');
  driver.press('tab', 'enter');
  expect(driver.state().page).toBe('disk');
});

test('a choice stays with the disk when a new probe finds it under another name', () => {
  const inventory = recordedMachine('bios-old-server');
  const driver = onDisk(inventory);
  const [first] = goodDisks(inventory);
  driver.press('home');
  while (!driver.lines().some((line) => line.includes('>') && line.includes(first?.path ?? '')))
    driver.press('down');
  driver.type(' ');
  const before = targetOf(driver);
  driver.send({ kind: 'inventory', inventory: renamed(inventory) });
  expect(targetOf(driver)).toEqual(before);
  const marked = driver.lines().filter((line) => line.includes('(*)'));
  expect(marked).toEqual([expect.stringContaining(first?.path === '/dev/sda' ? '/dev/sdb' : '/dev/sda')]);
});

test('a chosen disk that comes into use is refused on the spot', () => {
  const inventory = recordedMachine('nvme-server');
  const driver = onDisk(inventory);
  driver.type(' ');
  const disks = inventory.disks.map((disk) => ({ ...disk, mount_points: ['/mnt'] }));
  driver.send({ kind: 'inventory', inventory: { ...inventory, disks } });
  driver.press('tab', 'enter');
  expect(driver.state().page).toBe('disk');
  expect(driver.screen()).toContain('is mounted at /mnt');
});

test('the selector of an edited file marks its disk and stays as it was written', () => {
  const base = { disk: { target: { bus: 'sata', size: '>=100G' } } };
  const driver = onDisk(recordedMachine('usb-medium'), { base });
  expect(driver.lines().find((line) => line.includes('(*)'))).toContain('/dev/sdb');
  expect(targetOf(driver)).toEqual(base.disk.target);
  const none = onDisk(recordedMachine('usb-medium'), { base: { disk: { target: { bus: 'nvme' } } } });
  none.press('tab', 'enter');
  expect(none.screen()).toContain('none of the 2 disks matches');
});

test('at a desk a disk is described; keys without a field are kept', () => {
  const driver = onDisk(undefined, { base: { disk: { target: { bus: 'nvme', size: '>=100G' } } } });
  driver.type('S64*');
  expect(targetOf(driver)).toEqual({ bus: 'nvme', serial: 'S64*', size: '>=100G' });
  const empty = onDisk(undefined);
  empty.press('tab', 'tab', 'enter');
  expect(empty.state().page).toBe('disk');
  expect(empty.screen()).toContain('say which disk');
});

test('200 disks scroll: the one with the focus is on the screen with all that is said of it', () => {
  const machine = recordedMachine('nvme-server');
  const [one] = machine.disks;
  if (!one) throw new Error('no disk');
  const disks = Array.from({ length: 200 }, (_, n) => ({
    ...one,
    path: `/dev/sd${n}`,
    serial: `SERIAL${n}`,
    wwn: undefined,
    links: [],
    bytes: n % 2 === 0 ? one.bytes : 4_000_000_000,
  }));
  const driver = onDisk({ ...machine, disks });
  for (const n of disks.keys()) {
    if (n % 9 !== 0) {
      driver.press('down');
      continue;
    }
    const at = driver.lines().findIndex((line) => line.includes(' > '));
    expect(driver.lines()[at]).toContain(`/dev/sd${n} `);
    expect(driver.lines()[at + 1]).toContain(`SERIAL${n};`);
    if (n % 2 === 1) expect(driver.lines()[at + 2]).toContain('at least 8 GiB');
    driver.press('down');
  }
});

test('the help of a serial number names both signs that stand for any characters', () => {
  const driver = onDisk(undefined);
  driver.press('help');
  expect(driver.screen().replaceAll(/\s+/g, ' ')).toContain('; * and ? stand for any characters');
});
