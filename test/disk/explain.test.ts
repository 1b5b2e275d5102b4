import { expect, test } from 'vitest';
import type { Selector } from '../../src/disk/answers.ts';
import { chooseDisk } from '../../src/disk/choose.ts';
import { explainSelector, explainTable } from '../../src/disk/explain.ts';
import { problemLine } from '../../src/problem.ts';
import { machineNames, recordedMachine } from '../machines.ts';
import { aDisk } from './fixtures.ts';

/** What is asked of every machine, as it would stand in an answer file. */
const SELECTORS: Readonly<Record<string, Selector>> = {
  '{}': {},
  '{ size: ">=100G", rotational: false }': { size: { min_bytes: 100e9 }, rotational: false },
  '{ bus: sata, empty: true }': { bus: 'sata', empty: true },
  '{ bus: nvme, size: "1T-2T" }': { bus: 'nvme', size: { min_bytes: 1e12, max_bytes: 2e12 } },
  '{ model: "*LUN*", serial: "80AG4*" }': { model: '*LUN*', serial: '80AG4*' },
};

test.each(machineNames)('%s: each selector against each disk', async (name) => {
  const { disks, firmware } = recordedMachine(name);
  const blocks = Object.entries(SELECTORS).map(([written, selector]) => {
    const rows = explainSelector(selector, disks, firmware.kind);
    const choice = chooseDisk(selector, disks, firmware.kind);
    const answer =
      'disk' in choice ? [`=> ${choice.disk.path}`] : choice.problems.map((p) => `=> ${problemLine(p)}`);
    return [`target: ${written}`, explainTable(rows), ...answer].join('\n');
  });
  await expect(`${blocks.join('\n\n')}\n`).toMatchFileSnapshot(`explain/${name}.txt`);
});

test('no line is wider than 80 columns', () => {
  const long = aDisk({
    path: `/dev/mapper/${'m'.repeat(60)}`,
    serial: 'S'.repeat(70),
    model: 'M'.repeat(80),
    read_only: true,
    logical_sector_bytes: 4096,
  });
  const rows = explainSelector({ path: `/dev/disk/by-id/${'x'.repeat(150)}`, serial: 'A' }, [long], 'bios');
  for (const language of ['en', 'zh'] as const) {
    for (const line of explainTable(rows, language).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  }
  const table = explainTable(rows);
  for (const whole of ['x'.repeat(150), 'S'.repeat(70), 'm'.repeat(60)])
    expect(table.replaceAll(/\s+/g, '')).toContain(whole);
});

test('rows are plain data: the same as JSON', () => {
  const rows = explainSelector({ serial: 'A' }, [aDisk({ serial: 'B' })], 'uefi');
  expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  expect(rows[0]?.rules).toEqual([{ rule: 'serial', wanted: 'A', found: 'B', ok: false }]);
});

test('no disk, no table', () => {
  expect(explainTable([])).toBe('');
});
