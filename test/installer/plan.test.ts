import { expect, test } from 'vitest';
import { describePlan } from '../../src/installer/describe.ts';
import type { Inventory } from '../../src/installer/inventory.ts';
import { makePlan } from '../../src/installer/plan.ts';
import { exitCodeOf, problemLine } from '../../src/problem.ts';
import { recordedMachine } from '../machines.ts';
import { controller, GOLDEN, planOf, resolved } from './plans.ts';

test.each(GOLDEN)('plan for %s as %s', async (name, role, section, target, card, more) => {
  const answers = await resolved(section, target, card, more);
  const plan = planOf(makePlan(answers, recordedMachine(name)));
  await expect(`${describePlan(plan).join('\n')}\n`).toMatchFileSnapshot(`../plans/${name}.${role}.txt`);
});

test('a disk with 4096-byte sectors on UEFI gets its table in its own sectors and no BIOS code', async () => {
  const inventory = recordedMachine('4kn');
  const uefi: Inventory = { ...inventory, firmware: { kind: 'uefi', secure_boot: false } };
  const answers = await resolved(controller, { serial: 'K1G0ABCD' }, { name: 'eno1' });
  const plan = planOf(makePlan(answers, uefi));
  expect(plan.steps.map((s) => s.id)).not.toContain('boot-bios');
  expect(describePlan(plan).join('\n')).toMatch(/1 : start=256, size=131072,/);
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
