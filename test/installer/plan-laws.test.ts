import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describePlan } from '../../src/installer/describe.ts';
import { makePlan } from '../../src/installer/plan.ts';
import { reveal } from '../../src/secret.ts';
import type { Action, Plan } from '../../src/step.ts';
import { recordedMachine } from '../machines.ts';
import { agent, CODE, controller, HASH, planOf, resolved } from './plans.ts';

test('equal resolved answers give byte-equal plans and user data', async () => {
  const make = async () =>
    planOf(
      makePlan(
        await resolved(agent('bridge'), { serial: 'target' }, { name: 'enp1s0' }),
        recordedMachine('virtio-vm'),
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
    makePlan(
      await resolved(agent('bridge'), { serial: 'target' }, { name: 'enp1s0' }),
      recordedMachine('virtio-vm'),
    ),
  );
  const shown = [JSON.stringify(plan), ...describePlan(plan)].join('\n');
  expect(shown).not.toContain(HASH);
  expect(shown).not.toContain(`COS_INST_CODE=${CODE}`);
});

test('phases come in order, and what makes the disk bootable is in commit alone', async () => {
  const plan = planOf(
    makePlan(
      await resolved(controller, { serial: 'target' }, { name: 'enp1s0' }),
      recordedMachine('virtio-vm'),
    ),
  );
  const order = ['write', 'verify', 'commit'];
  const phases = plan.steps.map((s) => order.indexOf(s.phase));
  expect(phases).toEqual(phases.toSorted());
  const boots = plan.steps.filter((s) => /BOOTX64|boot\.img/.test(JSON.stringify(s.run)));
  expect(boots.map((s) => [s.id, s.phase])).toEqual([
    ['boot-uefi', 'commit'],
    ['finish', 'commit'],
  ]);
});

test('the target is marked first of all writes, and its mark goes last, after note, log and boot file', async () => {
  const plan = planOf(
    makePlan(
      await resolved(controller, { serial: 'target' }, { name: 'enp1s0' }),
      recordedMachine('virtio-vm'),
    ),
  );
  const writing = plan.steps.filter(({ touches }) => touches.length > 0);
  expect(writing.map(({ id }) => id)).toEqual([
    'mark',
    'wipe',
    'end-undo',
    'partition',
    'write-esp',
    'write-oem',
    'write-root',
    'write-usr',
    'keep-log',
    'mark-complete',
    'boot-bios',
    'boot-uefi',
    'finish',
  ]);
  const actions = flat(plan);
  const at = (found: (action: Action) => boolean) => actions.findIndex(found);
  const kept = at(({ do: what }) => what === 'keep-undo');
  const marked = at(({ do: what }) => what === 'mark');
  const lost = at(({ do: what }) => what === 'end-undo');
  expect(kept, 'kept in memory before the first write').toBeLessThan(marked);
  const firstFormatted = at((a) => (a.do === 'run' && /^mkfs/.test(a.argv[0])) || isCopyTo(a, /by-partuuid/));
  const partitioned = at(({ do: what }) => what === 'write-table');
  expect(lost, 'the former contents are given up before anything else of the disk is written').toBeLessThan(
    Math.min(partitioned, firstFormatted),
  );
  const behind = actions.slice(
    partitioned,
    at((a) => a.do === 'copy' && a.from.endsWith('boot.img')),
  );
  const whole = behind.filter((a) => 'device' in a && !['write-table', 'reread-table'].includes(a.do));
  expect(whole, 'no write to the whole disk while its partitions are used').toEqual([]);
});

function isCopyTo(action: Action, path: RegExp): boolean {
  return action.do === 'copy' && path.test(action.to);
}

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
  let plans = 0;
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), (name, pick) => {
      const inventory = recordedMachine(name);
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
      plans++;
      const words = JSON.stringify(planned.plan.steps).split(/[\s"=,]+/);
      const others = inventory.disks.filter((d) => d.path !== planned.plan.target.path).map((d) => d.path);
      expect(words.filter((w) => others.some((other) => w.startsWith(other)))).toEqual([]);
      expect(inventory.disks.find((d) => d.path === planned.plan.target.path)?.is_medium).toBe(false);
    }),
  );
  expect(plans).toBeGreaterThan(10);
});

function flat(plan: Plan): Action[] {
  const inner = (action: Action): Action[] => (action.do === 'within' ? action.run.flatMap(inner) : [action]);
  return plan.steps.flatMap((s) => s.run).flatMap(inner);
}
