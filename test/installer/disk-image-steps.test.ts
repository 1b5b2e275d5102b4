import { expect, test } from 'vitest';
import type { Happening } from '../../src/installer/events.ts';
import { execute } from '../../src/installer/execute.ts';
import { makePlan } from '../../src/installer/plan.ts';
import { EXIT } from '../../src/problem.ts';
import { reveal } from '../../src/secret.ts';
import type { Action, Plan } from '../../src/step.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';
import { controller, HASH, planOf, resolved } from './plans.ts';

const IMAGE_BYTES = 4756340736;

async function diskImagePlan(): Promise<Plan> {
  const install = { wipe: 'target', image: 'disk-image' };
  const answers = await resolved(controller, { serial: 'target' }, { name: 'enp1s0' }, { install });
  return planOf(makePlan(answers, recordedMachine('original-image')));
}

/** The plan on a machine that remembers, without the looks at a disk that it does not have. */
async function go(unpacked: number, fails?: (line: string) => boolean) {
  const plan = await diskImagePlan();
  const steps = plan.steps.map((step) => ({
    ...step,
    run: step.run.filter((one) => !one.do.startsWith('prove')),
  }));
  const machine = recordingMachine({ unpacked, ...(fails && { fails }) });
  const events: Happening[] = [];
  const emit = (event: Happening) => void events.push(event);
  const outcome = await execute({ ...plan, steps }, { machine, emit, signal: new AbortController().signal });
  return { outcome, events, machine };
}

test('the first sector is the last thing that is written, and the kernel then reads the table', async () => {
  const { outcome, machine, events } = await go(IMAGE_BYTES);
  expect(outcome).toEqual({ ok: true });
  const writes = machine.done.filter((line) => /^copy .* \/dev\/vda@|^unpack |^(mount|umount)/.test(line));
  expect(writes.at(-1)).toBe('copy /run/cos-install/image-head@0 /dev/vda@0 512');
  const unpack = machine.done.findIndex((line) => line.startsWith('unpack lbzip2'));
  expect(machine.done[unpack]).toContain(' /run/cos-install/image-head@1048576 /dev/vda 21474836480');
  expect(machine.done.findIndex((line) => line.startsWith('read '))).toBeLessThan(unpack);
  expect(machine.done.findIndex((line) => line.startsWith('wipefs'))).toBeLessThan(unpack);
  expect(events.filter(({ event }) => event === 'progress')).toContainEqual({
    event: 'progress',
    id: 'write-image',
    bytes: IMAGE_BYTES,
  });
});

test('an image that ends too early is told, and nothing makes the disk bootable', async () => {
  const { outcome, machine } = await go(IMAGE_BYTES - 512);
  expect(outcome.ok ? undefined : outcome.failure).toMatchObject({
    step_id: 'write-image',
    exit_code: EXIT.medium,
    disk_state: 'unusable',
    problems: [
      {
        code: 'image.damaged',
        args: {
          reason: `it ends after ${IMAGE_BYTES - 512} bytes, and its partition table needs ${IMAGE_BYTES}`,
        },
      },
    ],
  });
  expect(machine.done.filter((line) => line.startsWith('copy') && line.includes('/dev/vda@0 512'))).toEqual(
    [],
  );
});

test('what the program that unpacks says is told', async () => {
  const { outcome } = await go(IMAGE_BYTES, (line) => line.startsWith('unpack'));
  expect(outcome.ok ? '' : outcome.failure.message).toMatch(
    /is no whole image: unpack: .*it broke here.*\[E487\]$/,
  );
});

test('a wrong checksum leaves the disk as it was', async () => {
  const { outcome, machine } = await go(IMAGE_BYTES, (line) => line.startsWith('read '));
  expect(outcome.ok ? undefined : outcome.failure).toMatchObject({
    step_id: 'check-medium',
    exit_code: EXIT.medium,
    disk_state: 'untouched',
  });
  expect(machine.done).toEqual(['read /run/cos/medium/bzimage/cos_production_image.bin.bz2 351272960']);
});

test('a first sector that does not come back is marked again', async () => {
  const { outcome, machine } = await go(IMAGE_BYTES, (line) => line.startsWith('compare /dev/vda@0'));
  expect(outcome.ok ? undefined : outcome.failure).toMatchObject({
    step_id: 'boot-disk',
    disk_state: 'unusable',
  });
  const written = machine.done.findIndex((line) => /^copy \S+image-head@0 \/dev\/vda@0 512/.test(line));
  expect(written).toBeGreaterThan(0);
  expect(machine.done.slice(written)).toContain('write /dev/vda@0 512');
});

test('the configuration is that of the original, and only its owner may read it', async () => {
  const plan = await diskImagePlan();
  const files = new Map(
    plan.steps
      .flatMap(({ run }) => run)
      .flatMap((action): readonly Action[] => (action.do === 'within' ? action.run : [action]))
      .flatMap((action) => (action.do === 'write-file' ? [[action.path, action] as const] : [])),
  );
  const userData = files.get('/run/cos-install/root/var/lib/coreos-install/user_data');
  expect(userData?.mode).toBe(0o600);
  expect(userData && reveal(userData.content)).toMatch(/^#cloud-config\n(.*\n)*coreos:\n/);
  expect(userData && reveal(userData.content)).toContain(HASH);
  expect(files.get('/run/cos-install/oem/grub.cfg')?.content).toBe(
    'set linux_append="rootflags=data=journal"\n',
  );
  expect(JSON.stringify(plan)).not.toContain(HASH);
});
