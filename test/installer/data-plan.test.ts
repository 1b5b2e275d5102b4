import { expect, test } from 'vitest';
import { describePlan } from '../../src/installer/describe.ts';
import { makePlan } from '../../src/installer/plan.ts';
import { problemLine } from '../../src/problem.ts';
import { recordedMachine } from '../machines.ts';
import { agent, controller, planOf, resolved } from './plans.ts';

const LEFTOVERS = { name: 'eno1' };
const both = (target: object, data: object) => ({
  disk: { target, data: { select: data } },
  install: { wipe: ['target', 'data'] },
});

// Machines × answers with a data disk; each plan is a file that a person can read.
const GOLDEN = [
  [
    'nvme-server',
    'agent-bridge-data',
    agent('bridge'),
    { mac: '3c:ec:ef:9a:1b:2c' },
    both({ serial: 'S64GNE0R800101' }, { serial: 'S64GNE0R800214' }),
  ],
  [
    'hba-24-disks',
    'agent-ipvlan-data',
    agent('ipvlan'),
    { name: 'eno1' },
    both({ wwn: '0x55cd2e414f8d0001' }, { wwn: '0x5000c500a7003d4f' }),
  ],
  [
    'leftovers',
    'md-and-lvm-data',
    controller,
    LEFTOVERS,
    both({ serial: 'OLD-COS' }, { serial: 'LEFT-MD-LVM' }),
  ],
  [
    'bios-old-server',
    'agent-data',
    agent('bridge'),
    { name: 'enp3s0' },
    both({ size: '<=200G' }, { size: '>=200G' }),
  ],
  [
    'multipath',
    'agent-data',
    agent('bridge'),
    { name: 'eno1' },
    both({ size: '>=200G' }, { wwn: '0x600a098038304147345d4c667a413768' }),
  ],
] as const;

test.each(GOLDEN)('plan for %s as %s', async (name, role, section, card, more) => {
  const answers = await resolved(section, {}, card, more);
  const plan = planOf(makePlan(answers, recordedMachine(name)));
  await expect(`${describePlan(plan).join('\n')}\n`).toMatchFileSnapshot(`../plans/${name}.${role}.txt`);
});

async function nvmePlan() {
  const [name, , section, card, more] = GOLDEN[0];
  return planOf(makePlan(await resolved(section, {}, card, more), recordedMachine(name)));
}

test('both disks are looked at before the first write to either, and the data disk is written last', async () => {
  const plan = await nvmePlan();
  const ids = plan.steps.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const proven = (index: number) =>
    plan.steps
      .slice(0, index)
      .flatMap(({ run }) => run)
      .flatMap((action) => (action.do === 'prove-disk' ? [action.disk.path] : []));
  const firstWrite = plan.steps.findIndex(({ touches }) => touches.length > 0);
  expect(proven(firstWrite)).toEqual([plan.target.path, plan.data?.path]);
  const written = plan.steps.flatMap(({ phase, touches }) => (phase === 'write' ? touches : []));
  expect(written.indexOf(plan.data?.path ?? '')).toBeGreaterThan(written.lastIndexOf(plan.target.path));
});

test('minutes later the data disk is looked at once more, by the first step that writes to it', async () => {
  const plan = await nvmePlan();
  const first = plan.steps.find(({ touches }) => touches.includes(plan.data?.path ?? '-'));
  expect(first?.run[0]).toMatchObject({ do: 'prove-disk', disk: plan.data });
});

test('what each disk loses is said, target first', async () => {
  const plan = await nvmePlan();
  expect(plan.destroys.map(({ device }) => device)).toEqual([plan.target.path, plan.data?.path]);
});

test('an old COS on the data disk is erased and starts no more: no warning; its health counts', async () => {
  const inventory = recordedMachine('leftovers');
  const worn = inventory.disks.map((disk) =>
    disk.serial === 'OLD-COS' ? { ...disk, health: { percentage_used: 97 } } : disk,
  );
  const choices = both({ serial: 'LEFT-LVM' }, { serial: 'OLD-COS' });
  const planned = makePlan(await resolved(controller, {}, LEFTOVERS, choices), { ...inventory, disks: worn });
  expect('plan' in planned && planned.warnings.map((p) => problemLine(p))).toEqual([
    expect.stringMatching(/^disk\.data\.select: \/dev\/sdj .*97 ?%.*\[W2\d\d\]$/),
  ]);
  const strict = { ...choices, install: { ...choices.install, disk_health: 'refuse' } };
  const refused = makePlan(await resolved(controller, {}, LEFTOVERS, strict), { ...inventory, disks: worn });
  expect('problems' in refused).toBe(true);
});

test('the same disk for both is no plan', async () => {
  const same = both({ serial: 'LEFT-LVM' }, { wwn: '0x50014ee25b000001' });
  const planned = makePlan(await resolved(controller, {}, LEFTOVERS, same), recordedMachine('leftovers'));
  expect('problems' in planned && planned.problems.map((p) => problemLine(p))).toContain(
    'disk.data.select: /dev/sdb is the disk that the system goes on; choose another one for data [E263]',
  );
});

test('an agent with a data disk is not told that it has none', async () => {
  const [name, , section, card, more] = GOLDEN[1];
  const told = async (answers: object) => {
    const planned = makePlan(await resolved(section, {}, card, answers), recordedMachine(name));
    return 'plan' in planned ? planned.warnings.map(({ code }) => code) : [];
  };
  expect(await told(more)).not.toContain('machine.no-data-disk');
  expect(await told({ disk: { target: more.disk.target } })).toContain('machine.no-data-disk');
});
