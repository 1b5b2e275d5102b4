import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { EVENTS, reported } from '../../src/commands/reported.ts';
import { carryOut } from '../../src/installer/carry-out.ts';
import type { InstallEvent } from '../../src/installer/events.ts';
import type { Context } from '../../src/installer/execute.ts';
import { keepDocument } from '../../src/installer/journal.ts';
import { makePlan } from '../../src/installer/plan.ts';
import { reportEventSchema } from '../../src/installer/report-event.ts';
import { secretUrl } from '../../src/installer/report-url.ts';
import { makeReporter } from '../../src/installer/reporter.ts';
import { LOG, RUN } from '../../src/installer/steps/places.ts';
import { type Machine, realMachine } from '../../src/machine.ts';
import { EXIT } from '../../src/problem.ts';
import { lsblkOutput } from '../disk/lsblk-output.ts';
import { nameOf } from '../http/receiver.ts';
import { agent, controller, planOf, resolved } from '../installer/plans.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';
import { secretsIn, shownSecrets } from './secrets.ts';

// Logs in a folder of this test's own, in the place of /run.
vi.mock('../../src/installer/steps/places.ts', async (original: () => Promise<object>) => {
  const run = mkdtempSync(join(tmpdir(), 'cos-reported-'));
  return { ...(await original()), RUN: run, LOG: join(run, 'log') };
});
beforeEach(() => rmSync(RUN, { recursive: true, force: true }));
afterAll(() => rmSync(RUN, { recursive: true, force: true }));

const inventory = recordedMachine('virtio-vm');
const STICK = { kname: 'sdz', children: [{ kname: 'sdz1', type: 'part', label: 'COS-ANSWERS' }] };
const TARGET = { kname: 'vda', size: 21474836480, serial: 'target' };

/** A machine with a stick whose `fails` fails; what is written to the stick, by file. */
function world(fails: (line: string) => boolean = () => false, devices: readonly object[] = [STICK]) {
  const stick = new Map<string, string>();
  const recording = recordingMachine({
    outputs: {
      lsblk: lsblkOutput([TARGET, ...(devices as [typeof STICK])]),
      [`find ${RUN} -maxdepth 1 -type f -name undo-*`]: `${RUN}/undo-vda\n`,
    },
    fails,
  });
  const machine: Machine = {
    ...recording,
    readText: async (path) => (path.startsWith(LOG) ? realMachine.readText(path) : undefined),
    writeFile: async (path, content, mode) => {
      await recording.writeFile(path, content, mode);
      if (path.startsWith(`${RUN}/save/`)) stick.set(path.slice(`${RUN}/save/`.length), content);
    },
  };
  return { machine, stick, done: recording.done };
}

async function run(machine: Machine, body: (context: Context) => Promise<number>, common: object = {}) {
  const events: InstallEvent[] = [];
  const listen = (event: InstallEvent) => void events.push(event);
  const signal = new AbortController().signal;
  const code = await reported({ machine, signal }, { output: 'text', listen, ...common }, body).catch(
    (cause: unknown) => cause,
  );
  return { events, code, names: events.map(({ event }) => event) };
}

const NAME = /^cos-log-[\w.-]+-\d{8}T\d{6}Z\//;

test.each([
  ['an agent', agent('bridge'), 'mkfs.vfat'],
  ['a controller', controller, 'mkfs.ext4'],
])(
  '%s that fails: its log is on the stick, and not one secret in it or in what was said',
  async (_, role, at) => {
    const answers = await resolved(role, { serial: 'target' }, { name: 'enp1s0' });
    const plan = planOf(makePlan(answers, inventory));
    const { machine, stick, done } = world((line) => line.startsWith(at));
    const { events, code, names } = await run(machine, (context) => {
      keepDocument(LOG, 'inventory.json', inventory, () => {});
      return carryOut(plan, context);
    });
    expect(code).not.toBe(EXIT.ok);
    expect(names.slice(-3)).toEqual(['failed', 'recorded', 'ended']);
    expect(events.at(-2)).toMatchObject({
      recorded: { folder: LOG, volume: { device: '/dev/sdz1', folder: expect.stringMatching(/^cos-log-/) } },
    });
    expect([...stick.keys()].map((name) => name.replace(NAME, ''))).toEqual([
      'events.jsonl',
      'plan.json',
      'inventory.json',
    ]);
    const [kept = ''] = stick.values();
    expect(readFileSync(EVENTS, 'utf8').startsWith(kept)).toBe(true);
    expect(kept).toContain('"event":"failed"');
    expect(done.slice(-2)).toEqual([
      expect.stringMatching(`^cp ${RUN}/undo-vda ${RUN}/save/cos-log-`),
      `umount ${RUN}/save`,
    ]);
    const secrets = secretsIn(answers);
    expect(secrets.length).toBeGreaterThan(1);
    const written = [...stick.values(), ...stick.keys(), JSON.stringify(events), ...done].join('\n');
    expect(shownSecrets(secrets, written)).toEqual([]);
  },
);

test('events that no server took are on the stick, too', async () => {
  const { machine, stick } = world();
  const reporter = makeReporter({ machine, folder: LOG, flushSeconds: 0.1 });
  reporter.sendTo({ url: secretUrl('http://who:pa55@a.example/') });
  const { names } = await run(machine, async () => EXIT.answers, { reporter });
  expect(names.slice(-2)).toEqual(['recorded', 'ended']);
  const kept = [...stick].find(([name]) => name.endsWith('/report.jsonl'))?.[1] ?? '';
  const events = kept
    .trimEnd()
    .split('\n')
    .map((line) => nameOf(reportEventSchema.parse(JSON.parse(line))));
  expect(events).toEqual(['started', 'failed answers']);
  expect([...stick.values()].join('\n')).not.toContain('pa55');
});

test('for a recorded machine the sticks of this one are not touched', async () => {
  const { machine, done } = world();
  const common = { machine: 'test/machines/virtio-vm.json' };
  const { events } = await run(machine, async () => EXIT.write, common);
  expect(events).toMatchObject([{ recorded: { problem: { code: 'log.no-volume' } } }, { event: 'ended' }]);
  expect(done).toEqual([]);
});

test('an installation that goes well keeps nothing on the stick', async () => {
  const { machine, done } = world();
  const { names } = await run(machine, async () => EXIT.ok);
  expect(names).toEqual(['ended']);
  expect(done).toEqual([]);
});

test('a bug is recorded too, and thrown', async () => {
  const { machine, stick } = world();
  const { names, code } = await run(machine, async () => {
    throw new TypeError('x is not a function');
  });
  expect(code).toBeInstanceOf(TypeError);
  expect(names).toEqual(['recorded', 'ended']);
  expect(stick.size).toBe(1);
});

test('the plan of an earlier attempt is not the plan of this one', async () => {
  keepDocument(LOG, 'plan.json', { of: 'before' }, () => {});
  const { machine, stick } = world();
  await run(machine, async () => EXIT.answers);
  expect([...stick.keys()].map((name) => name.replace(NAME, ''))).toEqual(['events.jsonl']);
});

test.each([
  ['no stick', () => false, [], 'log.no-volume'],
  ['a stick that cannot be mounted', (line: string) => line.startsWith('mount'), [STICK], 'log.not-kept'],
  ['a stick that is full', (line: string) => line.startsWith('write'), [STICK], 'log.not-kept'],
  ['no lsblk', (line: string) => line.startsWith('lsblk'), [STICK], 'log.not-kept'],
])('%s: it is said, and the exit code is that of the failure', async (_, fails, devices, sentence) => {
  const { machine, done } = world(fails, devices);
  const { events, code } = await run(machine, async () => EXIT.verify);
  expect(code).toBe(EXIT.verify);
  expect(events.slice(-2)).toMatchObject([
    { event: 'recorded', recorded: { folder: LOG, problem: { code: sentence, severity: 'warning' } } },
    { event: 'ended', exit_code: EXIT.verify },
  ]);
  const mounts = done.filter((line) => line.startsWith('mount')).length;
  if (sentence === 'log.not-kept' && mounts > 0 && !fails('mount')) expect(done.at(-1)).toMatch(/^umount/);
});
