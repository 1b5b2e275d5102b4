import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readAnswers } from '../../src/installer/answer-file.ts';
import { describePlan } from '../../src/installer/describe.ts';
import type { Inventory } from '../../src/installer/inventory.ts';
import { makePlan, type Planned } from '../../src/installer/plan.ts';
import type { Random } from '../../src/installer/random.ts';
import { readMachine } from '../../src/installer/recorded-machine.ts';
import { type ResolvedAnswers, resolveAnswers } from '../../src/installer/resolved.ts';
import { exitCodeOf, problemLine } from '../../src/problem.ts';
import { reveal } from '../../src/secret.ts';
import type { Action, Plan } from '../../src/step.ts';
import { recordingMachine } from '../recording-machine.ts';

const HASH = `$6$saltsalt$${'h'.repeat(86)}`;
const CODE = '8070';

/** Bytes that look random and are the same each time. */
function fixedRandom(): Random {
  let block = 0;
  return (bytes) => createHash('shake256', { outputLength: bytes }).update(`${block++}`).digest();
}

function machine(name: string): Inventory {
  const read = readMachine(readFileSync(`test/machines/${name}.json`, 'utf8'));
  if ('problems' in read) throw new Error(read.problems.map((p) => problemLine(p)).join('\n'));
  return read.inventory;
}

const controller = { role: 'controller', controller: { cluster_size: 3 } };
const agent = (network_mode: string) => ({
  role: 'agent',
  agent: { controllers: '192.168.122.170:80', install_code: CODE, network_mode },
});

async function resolved(
  role: object,
  target: object,
  card: object,
  more: object = {},
): Promise<ResolvedAnswers> {
  const file = {
    version: 1,
    ...role,
    system: { hostname: 'node1', password_hash: HASH },
    network: { interface: card, address: '192.168.122.171/24', gateway: '192.168.122.1' },
    disk: { target },
    install: { wipe: 'target' },
    ...more,
  };
  const read = readAnswers(stringify(file), 'test.yaml');
  if ('problems' in read) throw new Error(read.problems.map((p) => problemLine(p)).join('\n'));
  return resolveAnswers(read.answers, { machine: recordingMachine(), random: fixedRandom() });
}

function planOf(planned: Planned): Plan {
  if ('problems' in planned) throw new Error(planned.problems.map((p) => problemLine(p)).join('\n'));
  return planned.plan;
}

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
  ['laptop-emmc', 'controller', controller, { bus: 'mmc', size: '>=8Gi' }, { mac: '00:e0:4c:68:00:01' }],
] as const;

test.each(GOLDEN)('plan for %s as %s', async (name, role, section, target, card) => {
  const answers = await resolved(section, target, card);
  const plan = planOf(makePlan(answers, machine(name)));
  await expect(`${describePlan(plan).join('\n')}\n`).toMatchFileSnapshot(`../plans/${name}.${role}.txt`);
});

test('a disk with 4096-byte sectors on UEFI gets its table in its own sectors and no BIOS code', async () => {
  const inventory = machine('4kn');
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
  const planned = makePlan(await resolved(controller, target, card), machine(name));
  const problems = 'problems' in planned ? planned.problems : [];
  expect(problems.map((p) => problemLine(p)).join('\n')).toMatch(new RegExp(line.source, 'm'));
  expect(exitCodeOf(problems)).toBe(code);
});

test('equal resolved answers give byte-equal plans and user data', async () => {
  const make = async () =>
    planOf(
      makePlan(
        await resolved(agent('bridge'), { serial: 'target' }, { name: 'enp1s0' }),
        machine('virtio-vm'),
      ),
    );
  const [one, two] = [await make(), await make()];
  expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  const contents = (plan: Plan) =>
    flat(plan).flatMap((a) => (a.do === 'write-file' ? [reveal(a.content)] : []));
  expect(contents(one)).toEqual(contents(two));
  expect(contents(one).join('\n')).toContain(HASH);
});

test('no secret is in a plan, printed or as JSON', async () => {
  const plan = planOf(
    makePlan(await resolved(agent('bridge'), { serial: 'target' }, { name: 'enp1s0' }), machine('virtio-vm')),
  );
  const shown = [JSON.stringify(plan), ...describePlan(plan)].join('\n');
  expect(shown).not.toContain(HASH);
  expect(shown).not.toContain(`COS_INST_CODE=${CODE}`);
});

test('phases come in order, and what makes the disk bootable is in commit alone', async () => {
  const plan = planOf(
    makePlan(await resolved(controller, { serial: 'target' }, { name: 'enp1s0' }), machine('virtio-vm')),
  );
  const order = ['write', 'verify', 'commit'];
  const phases = plan.steps.map((s) => order.indexOf(s.phase));
  expect(phases).toEqual(phases.toSorted());
  const boots = plan.steps.filter((s) => /BOOTX64|boot\.img/.test(JSON.stringify(s.run)));
  expect(boots.map((s) => [s.id, s.phase])).toEqual([
    ['boot-bios', 'commit'],
    ['boot-uefi', 'commit'],
  ]);
});

test('no plan names another disk than its target, whatever the machine', async () => {
  const answers = await resolved(controller, { size: '>=8Gi' }, { name: 'enp1s0' });
  const names = [
    'virtio-vm',
    'nvme-server',
    'hba-24-disks',
    'usb-medium',
    'md-lvm-leftovers',
    'multipath',
  ] as const;
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), (name, pick) => {
      const inventory = machine(name);
      const disk = inventory.disks[pick % inventory.disks.length];
      const link = inventory.links[0];
      if (!disk?.wwn || !link) return;
      const target = { wwn: disk.wwn };
      const mine = {
        ...answers.answers,
        disk: { target },
        network: { ...answers.answers.network, interface: { name: link.name } },
      };
      const planned = makePlan({ ...answers, answers: mine }, inventory);
      if ('problems' in planned) return;
      const words = JSON.stringify(planned.plan.steps).split(/[\s"=,]+/);
      const others = inventory.disks.filter((d) => d.path !== planned.plan.target.path).map((d) => d.path);
      expect(words.filter((w) => others.some((other) => w.startsWith(other)))).toEqual([]);
      expect(inventory.disks.find((d) => d.path === planned.plan.target.path)?.is_medium).toBe(false);
    }),
  );
});

function flat(plan: Plan): Action[] {
  const inner = (action: Action): Action[] => (action.do === 'within' ? action.run.flatMap(inner) : [action]);
  return plan.steps.flatMap((s) => s.run).flatMap(inner);
}
