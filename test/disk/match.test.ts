import { expect, test } from 'vitest';
import type { Selector } from '../../src/disk/answers.ts';
import type { Disk } from '../../src/disk/disk.ts';
import { matchDisk } from '../../src/disk/match.ts';
import { aContent, aDisk } from './fixtures.ts';

const fits = (selector: Selector, disk: Partial<Disk>) =>
  matchDisk(selector, aDisk(disk)).every((rule) => rule.ok);

test.each([
  ['S4EVNF0M', 'S4EVNF0M', true],
  ['s4evnf0m', 'S4EVNF0M', true],
  ['S4EV*', 'S4EVNF0M', true],
  ['*NF0M', 'S4EVNF0M', true],
  ['S4EVNF0?', 'S4EVNF0M', true],
  ['S4EV', 'S4EVNF0M', false],
  ['*', undefined, false],
  ['S4.VNF0M', 'S4EVNF0M', false],
  ['***************************x', 'S4EVNF0MS4EVNF0MS4EVNF0M', false],
])('serial %s against %s: %s', (serial, found, ok) => {
  expect(fits({ serial }, { serial: found })).toBe(ok);
});

test.each([
  ['PERC*', 'PERC 6/i Adapter', true],
  ['*6/i*', 'PERC 6/i Adapter', true],
  ['.*', '.hidden', true],
  ['Foo [x]', 'Foo [x]', true],
  ['Foo [x]', 'Foo x', false],
  ['{a,b}', 'a', false],
  ['*(EVO)', 'SSD (EVO)', true],
])('a model is text and not a file name: %s against %s: %s', (model, found, ok) => {
  expect(fits({ model }, { model: found })).toBe(ok);
});

test('a WWN is compared without regard to case, and may be a glob', () => {
  expect(fits({ wwn: '0x5000c500a1b2c3d4' }, { wwn: '0x5000C500A1B2C3D4' })).toBe(true);
  expect(fits({ wwn: '0x5000c500*' }, { wwn: '0x5000c500a1b2c3d4' })).toBe(true);
  expect(fits({ wwn: '0x5000c500a1b2c3d5' }, { wwn: '0x5000c500a1b2c3d4' })).toBe(false);
});

test("a path is one of the disk's links and no part of one", () => {
  const disk = { links: ['/dev/disk/by-id/wwn-0x5', '/dev/disk/by-path/pci-0000:00:1f.2-ata-1'] };
  expect(fits({ path: '/dev/disk/by-path/pci-0000:00:1f.2-ata-1' }, disk)).toBe(true);
  expect(fits({ path: '/dev/disk/by-path/pci-0000:00:1f.2-ata' }, disk)).toBe(false);
  expect(matchDisk({ path: '/dev/disk/by-path/x' }, aDisk(disk))[0]?.found).toBe(disk.links[1]);
  expect(matchDisk({ path: '/dev/disk/by-uuid/x' }, aDisk(disk))[0]?.found).toBe('-');
});

test.each([
  [{ min_bytes: 100e9 }, true, '>= 100 GB'],
  [{ min_bytes: 100e9 + 1 }, false, '>= 100 GB'],
  [{ max_bytes: 100e9 }, true, '<= 100 GB'],
  [{ max_bytes: 100e9 - 1 }, false, '<= 100 GB'],
  [{ min_bytes: 50e9, max_bytes: 200e9 }, true, '50 GB to 200 GB'],
  [{ min_bytes: 100e9, max_bytes: 100e9 }, true, '100000000000 bytes'],
])('size %o against 100 GB: %s', (size, ok, wanted) => {
  expect(matchDisk({ size }, aDisk())).toEqual([{ rule: 'size', wanted, found: '100 GB', ok }]);
});

test('whether a virtual disk rotates is unknown, and unknown fits neither', () => {
  const disk = { rotational: undefined };
  expect([fits({ rotational: true }, disk), fits({ rotational: false }, disk)]).toEqual([false, false]);
  expect(matchDisk({ rotational: false }, aDisk(disk))[0]?.found).toBe('unknown');
});

test.each([
  ['nothing on it', {}, true],
  ['an empty table', { partition_table: 'gpt' }, false],
  ['a file system on the whole disk', { signature: 'ext4' }, false],
  ['a partition', { children: [aContent()] }, false],
])('empty: %s', (_, disk, empty) => {
  expect([fits({ empty: true }, disk), fits({ empty: false }, disk)]).toEqual([empty, !empty]);
});

test('every key that is written is a rule, and all of them count', () => {
  const selector = { serial: 'A', model: 'M*', bus: 'sata', empty: true } as const;
  const rules = matchDisk(selector, aDisk({ serial: 'A', model: 'X' }));
  expect(rules.map((rule) => [rule.rule, rule.ok])).toEqual([
    ['serial', true],
    ['model', false],
    ['bus', true],
    ['empty', true],
  ]);
});
