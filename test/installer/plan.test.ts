import { expect, test } from 'vitest';
import { describePlan } from '../../src/installer/describe.ts';
import type { Inventory } from '../../src/installer/inventory.ts';
import { makePlan } from '../../src/installer/plan.ts';
import { exitCodeOf, problemLine } from '../../src/problem.ts';
import { recordedMachine } from '../machines.ts';
import { agent, controller, planOf, resolved } from './plans.ts';

// Machines × answers; each plan is a file that a person can read.
const GOLDEN = [
  ['virtio-vm', 'controller', controller, { serial: 'target' }, { name: 'enp1s0' }],
  [
    'nvme-server',
    'agent-bridge',
    agent('bridge'),
    { serial: 'S64GNE0R800214' },
    { mac: '3c:ec:ef:9a:1b:2c' },
  ],
  ['usb-medium', 'controller', controller, { bus: 'sata' }, { mac: '04:d9:f5:aa:bb:cc' }],
  ['hba-24-disks', 'agent-ipvlan', agent('ipvlan'), { wwn: '0x55cd2e414f8d0001' }, { name: 'eno1' }],
  ['md-lvm-leftovers', 'controller', controller, { serial: 'WD-WMAW31000002' }, { name: 'eno1' }],
  [
    'multipath',
    'agent-bridge',
    agent('bridge'),
    { wwn: '0x600a098038304147345d4c667a413768' },
    { name: 'eno1' },
  ],
  ['bios-old-server', 'controller', controller, { size: '>=200G' }, { name: 'enp3s0' }],
  ['leftovers', 'md-and-lvm', controller, { serial: 'LEFT-MD-LVM' }, { name: 'eno1' }],
  ['leftovers', 'thin-lvm', controller, { serial: 'LEFT-LVM' }, { name: 'eno1' }],
  ['laptop-emmc', 'controller', controller, { bus: 'mmc', size: '>=8Gi' }, { mac: '00:e0:4c:68:00:01' }],
] as const;

test.each(GOLDEN)('plan for %s as %s', async (name, role, section, target, card) => {
  const answers = await resolved(section, target, card);
  const plan = planOf(makePlan(answers, recordedMachine(name)));
  await expect(`${describePlan(plan).join('\n')}\n`).toMatchFileSnapshot(`../plans/${name}.${role}.txt`);
});

test('a disk with 4096-byte sectors on UEFI gets its table in its own sectors and no BIOS code', async () => {
  const inventory = recordedMachine('4kn');
  const uefi: Inventory = { ...inventory, firmware: { kind: 'uefi', secure_boot: false } };
  const answers = await resolved(controller, { serial: 'K1G0ABCD' }, { name: 'eno1' });
  const plan = planOf(makePlan(answers, uefi));
  expect(plan.steps.map((s) => s.id)).not.toContain('boot-bios');
  expect(describePlan(plan).join('\n')).toMatch(/1 : start=256, size=65536,/);
  const refused = makePlan(answers, inventory);
  expect('problems' in refused && exitCodeOf(refused.problems)).toBe(4);
});

test.each([
  [
    'no disk fits',
    'virtio-vm',
    { serial: 'nobody' },
    { name: 'enp1s0' },
    4,
    /^disk\.target: none of the 2 disks/,
  ],
  ['two disks fit', 'virtio-vm', { bus: 'virtio' }, { name: 'enp1s0' }, 4, /^disk\.target: 2 disks/],
  ['the medium was chosen', 'usb-medium', { bus: 'usb' }, { name: 'enp4s0' }, 4, /\/dev\/sda/],
  [
    'no such card',
    'virtio-vm',
    { serial: 'target' },
    { name: 'eth7' },
    4,
    /^network\.interface\.name: .*enp1s0/,
  ],
  ['no medium', 'small-and-read-only', { serial: 'x' }, { name: 'enp1s0' }, 5, /CDROM Device Not Ready/],
])('%s: no plan but every problem', async (_, name, target, card, code, line) => {
  const planned = makePlan(await resolved(controller, target, card), recordedMachine(name));
  const problems = 'problems' in planned ? planned.problems : [];
  expect(problems.map((p) => problemLine(p)).join('\n')).toMatch(new RegExp(line.source, 'm'));
  expect(exitCodeOf(problems)).toBe(code);
});

test('another disk with an old COS is a warning; one that is a copy of this very node is an error', async () => {
  const inventory = recordedMachine('leftovers');
  const answers = await resolved(controller, { serial: 'LEFT-LVM' }, { name: 'eno1' });
  const warnings = (planned: ReturnType<typeof makePlan>) =>
    ('plan' in planned ? planned.warnings : planned.problems).map((p) => problemLine(p));
  expect(warnings(makePlan(answers, inventory))).toEqual([
    expect.stringMatching(/^disk\.target: \/dev\/sdj has partitions named as those of COS \(.*\[W261\]$/),
  ]);
  const partition_uuid = answers.drawn.partition_guids.root;
  const disks = inventory.disks.map((disk) => ({
    ...disk,
    children: disk.children.map((child) =>
      child.path === '/dev/sdj9' ? { ...child, partition_uuid } : child,
    ),
  }));
  const planned = makePlan(answers, { ...inventory, disks });
  expect('problems' in planned && exitCodeOf(planned.problems)).toBe(4);
  expect(warnings(planned).join('\n')).toContain(
    `/dev/sdj has the UUIDs that this install would give to /dev/sdb`,
  );
});

test('the last look at the disk knows the medium that was seen, and what may be active', async () => {
  const answers = await resolved(controller, { serial: 'LEFT-MD-LVM' }, { name: 'eno1' });
  const { steps } = planOf(makePlan(answers, recordedMachine('leftovers')));
  expect(steps.find(({ id }) => id === 'prove-target')?.run).toMatchObject([
    {
      medium: { label: 'CDROM', uuid: '2026-11-21-12-00-00-00' },
      takes_apart: ['/dev/mapper/oldhost--vg-root', '/dev/mapper/oldhost--vg-swap_1', '/dev/md127'],
    },
  ]);
});
