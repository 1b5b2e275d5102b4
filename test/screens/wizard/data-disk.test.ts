import { expect, test } from 'vitest';
import { checkDocument } from '../../../src/installer/check-document.ts';
import { valueAt } from '../../../src/installer/plain-data.ts';
import { rowCells } from '../../../src/screens/width.ts';
import { previewDocument } from '../../../src/screens/wizard/preview-update.ts';
import type { Start } from '../../../src/screens/wizard/state.ts';
import { wholeFrame } from '../../../src/screens/wizard/view.ts';
import { machineNames, recordedMachine } from '../../machines.ts';
import { type Driver, start } from './driver.ts';
import { answer, fileFor, whole } from './summarised.ts';

const NVME = recordedMachine('nvme-server');
const KEPT = { data: { select: { serial: 'S64GNE0R800101' }, mount: '/xfs' } };

/** On the page of the data disk; the second disk of the machine is the target. */
function onData(options: Partial<Start> = {}): Driver {
  const driver = start({ inventory: NVME, ...options });
  driver.goTo('disk');
  driver.press('home', 'down');
  driver.type(' ');
  driver.press('enter');
  expect(driver.state().page).toBe('data-disk');
  return driver;
}

const dataOf = (driver: Driver) => valueAt(driver.document(), ['disk', 'data']);
const wipeOf = (driver: Driver) => valueAt(previewDocument(driver.state()), ['install', 'wipe']);

test('none is the default, and Enter alone, however often, takes no disk', () => {
  const driver = onData();
  expect(driver.screen()).toMatch(/ > +\(\*\) none: containers share the system's disk/);
  driver.press('down', 'enter');
  expect(driver.state().page).toBe('network-test');
  driver.press('enter');
  expect(driver.state().page).toBe('summary');
  expect(dataOf(driver)).toBeUndefined();
  expect(wipeOf(driver)).toBe('target');
});

test('Space takes a disk; it is erased by its own word, and mounted where docker is', () => {
  const driver = onData();
  driver.press('down');
  driver.type(' ');
  expect(dataOf(driver)).toEqual({ select: { serial: 'S64GNE0R800101' } });
  expect(wipeOf(driver)).toEqual(['target', 'data']);
  expect(driver.screen()).toMatch(/Mount: \[\/var\/lib\/docker_/);
  driver.fill('disk.data.mount', '/xfs');
  expect(dataOf(driver)).toEqual(KEPT.data);
  driver.focus('disk.data');
  driver.press('home');
  driver.type(' ');
  expect(dataOf(driver)).toBeUndefined();
});

test('the target is shown with its reason and cannot be chosen; chosen as target later it is refused', () => {
  const driver = onData();
  expect(driver.screen()).toContain('/dev/nvme1n1 is the disk that the system goes on');
  driver.press('end');
  driver.type(' ');
  expect(dataOf(driver)).toBeUndefined();
  driver.press('home', 'down');
  driver.type(' ');
  driver.goTo('disk');
  driver.press('home');
  driver.type(' ');
  driver.goTo('data-disk');
  driver.press('tab', 'tab', 'enter');
  expect(driver.state().page).toBe('data-disk');
  expect(driver.screen()).toMatch(/! \/dev\/nvme0n1 is the disk that the system goes on/);
});

test('a place of the system is refused at the field, in the words of the answer file', () => {
  const driver = onData();
  driver.press('down');
  driver.type(' ');
  driver.fill('disk.data.mount', '/etc');
  expect(driver.screen()).toMatch(/! \/etc belongs to the system itself/);
});

test.each(machineNames)('%s: each disk that can be chosen is the one the answers choose', (name) => {
  const inventory = recordedMachine(name);
  const driver = start({ inventory });
  driver.goTo('data-disk');
  for (const disk of inventory.disks) {
    driver.press('down');
    driver.type(' ');
    const select = valueAt(dataOf(driver), ['select']);
    if (driver.state().values['disk.data'] === undefined || select === undefined) continue;
    const document = { ...driver.document(), disk: { target: { serial: '-' }, data: { select } } };
    const checked = checkDocument(document);
    const problems = 'problems' in checked ? checked.problems.map(({ path }) => path) : [];
    expect(problems.filter((path) => path.startsWith('disk'))).toEqual([]);
    expect(disk.is_medium).toBe(false);
  }
});

test.each(
  machineNames.flatMap((name) => (['en', 'zh'] as const).map((language) => [name, language] as const)),
)('%s, %s: no row is cut at 80 columns', (name, language) => {
  const driver = start({ inventory: recordedMachine(name), language, canShowChinese: true });
  driver.goTo('data-disk');
  const wide = { ...driver.state(), size: { columns: 80, rows: 300 } };
  expect(wholeFrame(wide).rows.filter((row) => rowCells(row) > 80)).toEqual([]);
});

test('what only a BIOS cannot start from can hold data', () => {
  const driver = start({ inventory: recordedMachine('4kn') });
  driver.goTo('data-disk');
  expect(driver.screen()).not.toContain('4096-byte sectors');
});

test('a machine with one disk is not asked', () => {
  const one = recordedMachine('two-nics-without-link');
  expect(one.disks).toHaveLength(1);
  const driver = start({ inventory: one });
  driver.goTo('disk');
  driver.press('enter');
  expect(driver.state().page).toBe('network-test');
});

const base = {
  role: 'agent',
  disk: { target: { serial: 'S64GNE0R800214' }, ...KEPT },
  install: { wipe: ['target', 'data'] },
};

test('a file keeps its data disk as it is written, until another one or none is chosen', () => {
  const driver = start({ inventory: NVME, base, purpose: 'write' });
  driver.goTo('data-disk');
  expect(driver.screen()).toMatch(/\(\*\) \/dev\/nvme0n1/);
  expect(valueAt(driver.document(), ['disk'])).toEqual(base.disk);
  expect(valueAt(driver.document(), ['install'])).toEqual(base.install);
  driver.press('home');
  driver.type(' ');
  expect(valueAt(driver.document(), ['disk'])).toEqual({ target: base.disk.target });
  expect(valueAt(driver.document(), ['install', 'wipe'])).toBe('target');
});

test('a file whose data disk this machine lacks says so', () => {
  const other = { ...base, disk: { ...base.disk, data: { select: { serial: 'GONE' } } } };
  const driver = start({ inventory: NVME, base: other, purpose: 'write' });
  driver.goTo('data-disk');
  driver.press('tab', 'tab', 'tab', 'enter');
  expect(driver.state().page).toBe('data-disk');
  expect(driver.screen()).toContain('none of the 2 disks matches');
});

test('at a desk the disk is described, or left out; whether it may be erased is asked for itself', () => {
  const driver = start({ purpose: 'write', file: 'a.yaml' });
  driver.goTo('data-disk');
  expect(dataOf(driver)).toBeUndefined();
  driver.fill('disk.data.select.serial', 'WD-0002');
  driver.fill('disk.data.select.size', '>=1T');
  expect(dataOf(driver)).toEqual({ select: { serial: 'WD-0002', size: '>=1T' } });
  expect(driver.screen()).not.toContain('may erase everything on this disk too');
  driver.goTo('disk');
  driver.focus('install.wipe');
  driver.press('down');
  driver.type(' ');
  expect(valueAt(driver.document(), ['install', 'wipe'])).toBe('target');
  driver.goTo('data-disk');
  driver.focus('install.wipe.data');
  driver.press('down');
  driver.type(' ');
  expect(valueAt(driver.document(), ['install', 'wipe'])).toEqual(['target', 'data']);
});

test('at a desk keys of the file that have no field stay', () => {
  const select = { bus: 'nvme', empty: true };
  const driver = start({ base: { ...base, disk: { ...base.disk, data: { select } } }, purpose: 'write' });
  driver.goTo('data-disk');
  driver.fill('disk.data.select.model', 'INTEL*');
  expect(dataOf(driver)).toEqual({ select: { ...select, model: 'INTEL*' } });
});

test('each of both disks is named by the person before Yes is there', async () => {
  const driver = onData({ base: fileFor('nvme-server') });
  driver.press('down');
  driver.type(' ');
  driver.goTo('confirm');
  await answer(driver, NVME);
  const names = (index: number, text: string) => driver.fill(`confirm.disk-${index}`, text);
  expect(whole(driver)).toContain('All data on /dev/nvme0n1');
  names(0, '0214');
  expect(whole(driver)).not.toContain('Yes,');
  names(1, '0214');
  expect(whole(driver)).not.toContain('Yes,');
  names(1, '0101');
  expect(whole(driver)).toContain('Yes,');
});
