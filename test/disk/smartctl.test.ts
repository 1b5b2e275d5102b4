import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import type { Health } from '../../src/disk/disk.ts';
import { healthSchema } from '../../src/disk/disk.ts';
import { healthIn } from '../../src/disk/smartctl.ts';

const FOLDER = new URL('recorded/smartctl/', import.meta.url).pathname;
const recorded = (name: string) => readFileSync(`${FOLDER}${name}.json`, 'utf8');

/** What smartctl 7.1 to 7.4 printed for real disks, without their serial numbers, as their health. */
const RECORDED: Readonly<Record<string, Health | undefined>> = {
  'nvme-healthy': { passed: true, critical_warning: 0, media_errors: 0, percentage_used: 3 },
  'nvme-without-backup': { passed: false, critical_warning: 16, media_errors: 0, percentage_used: 0 },
  'no-such-bridge': undefined,
  'raid-controller': undefined,
  'sata-failing': { passed: false, reallocated_sectors: 1975, pending_sectors: 8, uncorrectable_errors: 0 },
  'sata-other-names': { passed: true, reallocated_sectors: 1, uncorrectable_errors: 0 },
  'sata-ssd': { passed: true, reallocated_sectors: 4, pending_sectors: 0, uncorrectable_errors: 0 },
  'scsi-defects': { passed: true, reallocated_sectors: 260, uncorrectable_errors: 536 },
};

test('every recording is told', () => {
  const names = globSync(`${FOLDER}*.json`).map((path) => basename(path, '.json'));
  expect(names.sort()).toEqual(Object.keys(RECORDED).sort());
});

test.each(Object.entries(RECORDED))('%s', (name, health) => {
  const found = healthIn(recorded(name));
  expect(found).toEqual(health);
  if (found) healthSchema.parse(found);
});

const attributes = (...table: readonly object[]) =>
  healthIn(JSON.stringify({ ata_smart_attributes: { table } }));

test('of a raw value that holds several numbers the first one counts', () => {
  const raw = { value: 8590000131, string: '3 (2 0)' };
  expect(attributes({ id: 5, name: 'Reallocated_Sector_Ct', raw })?.reallocated_sectors).toBe(3);
});

test('a number that the maker uses for something else tells nothing', () => {
  const raw = { value: 7, string: '7' };
  expect(attributes({ id: 197, name: 'Bogus_Current_Pend_Sect', raw })).toBeUndefined();
  expect(attributes({ id: 198, name: 'Host_Reads_GiB', raw })).toBeUndefined();
});

test('errors found by the host and by the disk itself are the same ones', () => {
  const health = attributes(
    { id: 187, name: 'Reported_Uncorrect', raw: { value: 2, string: '2' } },
    { id: 198, name: 'Offline_Uncorrectable', raw: { value: 9, string: '9' } },
  );
  expect(health?.uncorrectable_errors).toBe(9);
});

test.each([
  [
    'SATA flash',
    { ata_device_statistics: { pages: [null, { number: 7, table: [{ offset: 8, value: 91 }] }] } },
  ],
  ['SAS flash', { scsi_percentage_used_endurance_indicator: 91 }],
  ['smartctl 7.5', { endurance_used: { current_percent: 91 } }],
])('wear of %s', (_, document) => {
  expect(healthIn(JSON.stringify(document))?.percentage_used).toBe(91);
});

test('temperatures below zero and other pages of statistics do no harm', () => {
  const pages = [{ number: 5, table: [{ offset: 8, value: -12 }] }];
  expect(
    healthIn(JSON.stringify({ smart_status: { passed: true }, ata_device_statistics: { pages } })),
  ).toEqual({
    passed: true,
  });
});

test('what is not smartctl is said to be so', () => {
  expect(() => healthIn('smartctl: command not found')).toThrow(SyntaxError);
  expect(() => healthIn('{"smart_status": "fine"}')).toThrow(/expected object/);
});
