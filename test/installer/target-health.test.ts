import { expect, test } from 'vitest';
import { makePlan } from '../../src/installer/plan.ts';
import { previewInstall } from '../../src/installer/preview.ts';
import { exitCodeOf, problemLine, warning } from '../../src/problem.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';
import { controller, HASH, resolved } from './plans.ts';

const FAILING = [
  'disk.target: /dev/sda fails its own health check (SMART): it may lose everything at any time; replace it or choose another disk',
  'disk.target: /dev/sda has sectors that it cannot read any more (SMART, pending: 8); replace it or choose another disk',
  'disk.target: /dev/sda had to replace bad sectors by spare ones (SMART, reallocated: 1975): it begins to fail; plan its replacement',
];
const NUMBERS = [230, 231, 233];

const inventory = recordedMachine('md-lvm-leftovers');
const planFor = async (serial: string, disk_health: string) =>
  makePlan(
    await resolved(controller, { serial }, { name: 'eno1' }, { install: { wipe: 'target', disk_health } }),
    inventory,
  );

test('a failing target is warned about', async () => {
  const planned = await planFor('WD-WMAW31000001', 'warn');
  const warnings = 'warnings' in planned ? planned.warnings : [];
  expect(warnings.map((one) => problemLine(one))).toEqual(
    expect.arrayContaining(FAILING.map((line, index) => `${line} [W${NUMBERS[index]}]`)),
  );
});

test('or refused, where the answers want that: exit code 4', async () => {
  const planned = await planFor('WD-WMAW31000001', 'refuse');
  const problems = 'problems' in planned ? planned.problems : [];
  const errors = problems.filter(({ severity }) => severity === 'error').map((one) => problemLine(one));
  expect(errors).toEqual(FAILING.map((line, index) => `${line} [E${NUMBERS[index]}]`));
  expect(exitCodeOf(problems)).toBe(4);
});

test('the other disks of the machine do not matter', async () => {
  const planned = await planFor('WD-WMAW31000002', 'refuse');
  const warnings = 'warnings' in planned ? planned.warnings : undefined;
  expect(warnings?.filter(({ code }) => code.startsWith('disk.health'))).toEqual([]);
});

const document = (disk_health: string) => ({
  version: 1,
  role: 'controller',
  controller: {},
  system: { hostname: 'node1', password_hash: HASH },
  network: { interface: { name: 'eno1' }, address: '192.168.122.171/24', gateway: '192.168.122.1' },
  disk: { target: { serial: 'WD-WMAW31000002' } },
  install: { wipe: 'target', disk_health },
});

test.each([
  ['warn', 'warning', true],
  ['refuse', 'error', false],
])('a preview tells what the sample of the target showed: %s', async (policy, severity, goesOn) => {
  const sampled: string[] = [];
  const { preview, ready } = await previewInstall(document(policy), {
    inventory,
    machine: recordingMachine(),
    sample: async ({ path }) => {
      sampled.push(path);
      return [warning('disk.unreadable', 'disk.target', { device: path, offset: 0, reason: 'EIO' })];
    },
  });
  expect(sampled).toEqual(['/dev/sdb']);
  const found = preview.problems.find(({ code }) => code === 'disk.unreadable');
  expect(found?.severity).toBe(severity);
  expect([ready !== undefined, preview.destroys.length > 0]).toEqual([goesOn, goesOn]);
});
