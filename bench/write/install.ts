import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { layoutDisk } from '../../src/disk/layout.ts';
import type { InstallEvent } from '../../src/installer/events.ts';
import { execute } from '../../src/installer/execute.ts';
import { manifestSchema } from '../../src/installer/manifest.ts';
import { makePlan } from '../../src/installer/plan.ts';
import { realMachine, type Spent } from '../../src/machine.ts';
import { Secret } from '../../src/secret.ts';
import type { Action, Plan, Step } from '../../src/step.ts';
import { controller, planOf, resolved } from '../../test/installer/plans.ts';
import { recordedMachine } from '../../test/machines.ts';

/*
 * node bench/write/install.ts TASK: the plan of an installation, from the partition table to what was read back,
 * carried out by the product's own functions on a loop device. Prints the seconds of each step, and the peak of memory.
 */
const taskSchema = z.strictObject({
  disk: z.string(),
  /** Loop devices of the partitions, by role. */
  partitions: z.record(z.string(), z.string()),
  folder: z.string(),
  manifest: manifestSchema,
  /** Of the image: this kernel may have no dm-verity, so what is read back is hashed here. */
  sha256: z.string(),
});
type Task = z.output<typeof taskSchema>;

/** What an installation took; `steps`: id and seconds of each. */
export type Installed = {
  readonly seconds: number;
  readonly cpu: number;
  readonly peak_bytes: number;
  readonly steps: readonly (readonly [string, number])[];
  /** While the image was written: seconds that each stage worked. */
  readonly spent: Spent | undefined;
};

async function planFor({ folder, manifest }: Task) {
  const machine = recordedMachine('virtio-vm');
  const medium = { device: '/dev/sr0', label: 'CDROM', mount_point: folder, manifest };
  const answers = await resolved(controller, { serial: 'target' }, { name: 'enp1s0' });
  const plan = planOf(makePlan(answers, { ...machine, medium }));
  const first = plan.steps.findIndex(({ id }) => id === 'partition');
  const last = plan.steps.findIndex(({ id }) => id === 'verify-files');
  return {
    plan: { ...plan, steps: plan.steps.slice(first, last + 1) },
    guids: answers.drawn.partition_guids,
  };
}

/** The same plan for loop devices: no udev names them, and slot A is written at its place on the disk. */
function onLoops(plan: Plan, task: Task, guids: Readonly<Record<string, string>>): Plan {
  const slot = `/dev/disk/by-partuuid/${guids.usr_a}`;
  const start = layoutDisk(0).find(({ role }) => role === 'usr_a')?.start_bytes ?? 0;
  // Where the kernel knows no FAT, the ESP gets another file system, without journal as well.
  const fat = readFileSync('/proc/filesystems', 'utf8').includes('vfat');
  const names: [string, string][] = [
    ...Object.entries(task.partitions).map(([role, loop]): [string, string] => [
      `/dev/disk/by-partuuid/${guids[role]}`,
      loop,
    ]),
    [plan.target.path, task.disk],
    ['/run/cos-install', `${task.folder}/run`],
    ['/usr/lib/cos/boot', `${task.folder}/boot`],
    ...(fat ? [] : [['vfat', 'ext4'] satisfies [string, string]]),
  ];
  const named = (text: string) => names.reduce((done, [from, to]) => done.replaceAll(from, to), text);
  const action = (one: Action): Action[] => {
    if (one.do === 'within' && one.enter[0] === 'veritysetup') return one.run.flatMap(action);
    if (one.do === 'reread-table') return [];
    if (one.do === 'run' && one.argv[0] === 'mkfs.vfat' && !fat)
      return [
        mapped({ ...one, argv: ['mkfs.ext2', '-q', '-F', '-E', 'nodiscard', one.argv.at(-1) ?? ''] }, named),
      ];
    if (one.do === 'copy' && one.to === slot) {
      const read_back = one.read_back ? { read_back: { from: task.disk, sha256: task.sha256 } } : {};
      return [{ ...one, to: task.disk, toOffset: one.toOffset + start, ...read_back }];
    }
    if (one.do === 'compare' && one.path === slot)
      return [{ ...one, path: task.disk, offset: one.offset + start }];
    return [
      one.do === 'within' ? { ...mapped(one, named), run: one.run.flatMap(action) } : mapped(one, named),
    ];
  };
  const step = (one: Step): Step => ({ ...one, run: one.run.flatMap(action) });
  return { ...plan, steps: plan.steps.map(step) };
}

/** A value with other texts in it; secrets stay what they are. */
function mapped<T>(value: T, text: (text: string) => string): T;
function mapped(value: unknown, text: (text: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((one: unknown) => mapped(one, text));
  if (value === null || typeof value !== 'object' || value instanceof Secret) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one, text)]));
}

const task = taskSchema.parse(JSON.parse(process.argv[2] ?? ''));
const { plan, guids } = await planFor(task);
const events: InstallEvent[] = [];
const begun = performance.now();
const before = cpuSeconds();
const outcome = await execute(onLoops(plan, task, guids), {
  machine: realMachine,
  emit: (event) => void events.push({ time: '', ...event }),
  signal: new AbortController().signal,
});
if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
const result: Installed = {
  seconds: (performance.now() - begun) / 1000,
  cpu: cpuSeconds() - before,
  peak_bytes: Number(peak) * 1024,
  steps: events.flatMap((event) => (event.event === 'step-finished' ? [[event.id, event.seconds]] : [])),
  spent: events
    .flatMap((event) => (event.event === 'progress' && event.id === 'write-usr' ? [event.spent] : []))
    .at(-1),
};
process.stdout.write(JSON.stringify(result));

/** proc_pid_stat(5): of this process and of those that it waited for, in hundredths. */
function cpuSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
}
