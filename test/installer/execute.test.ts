import { expect, test } from 'vitest';
import type { Happening } from '../../src/installer/events.ts';
import { bytesOf, execute } from '../../src/installer/execute.ts';
import type { Machine } from '../../src/machine.ts';
import { EXIT, whereExplained } from '../../src/problem.ts';
import { lsblkOutput } from '../disk/lsblk-output.ts';
import { recordingMachine } from '../recording-machine.ts';
import { go, LSBLK, plan, steps } from './executed.ts';

test('every step runs in order, scopes are left, secrets go to files and standard input only', async () => {
  const { outcome, events, machine } = await go();
  expect(outcome).toEqual({ ok: true });
  expect(machine.done).toEqual([
    'read /dev/mapper/usr 50',
    expect.stringMatching(/^lsblk --json --tree /),
    expect.stringMatching(/^find \/dev /),
    expect.stringMatching(/^find \/sys\/dev\/block /),
    expect.stringMatching(/^find \/proc /),
    'wipefs --all --no-act --quiet /dev/sdx',
    'sfdisk /dev/sdx',
    'mount /dev/sdx9 /m',
    'write /m/user_data 600 14',
    'chpasswd',
    'umount /m',
    'read /dev/sdx3 100',
    'copy /boot.img@0 /dev/sdx@0 440',
  ]);
  expect(machine.stdins).toEqual(['label: gpt', 'cos:geheim']);
  expect(JSON.stringify(events)).not.toContain('geheim');
  expect(JSON.stringify(plan)).not.toContain('geheim');
  expect(events.filter((e) => e.event === 'step-finished').map((e) => e.id)).toEqual(steps.map((s) => s.id));
  expect(events[0]).toMatchObject({ event: 'started', total_bytes: 50 + 100 + 440 });
  expect(events.at(-1)?.event).toBe('finished');
});

test.each([
  ['read /dev/mapper/usr 50', 'check-medium', EXIT.medium, 'untouched', [], 'E440'],
  ['lsblk', 'prove-target', EXIT.write, 'untouched', [], 'E441'],
  ['sfdisk', 'write', EXIT.write, 'unusable', ['undo-write'], 'E442'],
  ['write /m/user_data', 'write', EXIT.write, 'unusable', ['undo-write'], 'E442'],
  ['read /dev/sdx3', 'verify', EXIT.verify, 'unusable', ['undo-write'], 'E443'],
  ['copy /boot.img', 'boot', EXIT.write, 'unusable', ['undo-boot', 'undo-write'], 'E442'],
])(
  'when "%s" fails, step %s ends with %i, the disk is %s',
  async (line, step, code, state, undone, number) => {
    const { outcome, events, machine } = await go((done) => done.startsWith(line));
    const failure = outcome.ok ? undefined : outcome.failure;
    expect(failure).toMatchObject({ step_id: step, exit_code: code, disk_state: state, device: '/dev/sdx' });
    expect(failure?.message).toMatch(new RegExp(`it broke here.* \\[${number}\\]$`));
    expect(whereExplained(failure?.problems)).toEqual([`More about it: cos-install explain ${number}`]);
    if (state === 'unusable')
      expect(failure?.message).toMatch(/^ERROR on Installing COS To Device \/dev\/sdx: /);
    expect(failure?.advice).toMatch(
      state === 'untouched' ? /^Nothing was written to \/dev\/sdx\./ : /does not boot/,
    );
    expect(machine.done.filter((l) => l.startsWith('undo'))).toEqual(undone);
    const mounts = machine.done.filter((l) => /^u?mount/.test(l)).length;
    expect(mounts % 2, 'whatever was mounted is unmounted').toBe(0);
    expect(events.at(-1)?.event).toBe('failed');
  },
);

const GONE = 'lsblk --nodeps --noheadings --bytes --output SIZE /dev/sdx';

test.each([
  ['copy /boot.img', 'boot', { [GONE]: '0\n' }, true],
  ['write /m/user_data', 'write', { [GONE]: '0\n' }, true],
  ['read /dev/sdx3', 'verify', { [GONE]: '0\n' }, true],
  ['read /dev/sdx3', 'verify', { [GONE]: '1000\n' }, false],
  ['read /dev/mapper/usr', 'check-medium', { [GONE]: '0\n' }, false],
])('"%s" fails in step %s: is it said that the disk has disappeared', async (line, step, outputs, said) => {
  const { outcome } = await go((done) => done.startsWith(line), LSBLK, outputs);
  const failure = outcome.ok ? undefined : outcome.failure;
  expect(failure?.step_id).toBe(step);
  expect(/\/dev\/sdx has disappeared \(.*it broke here.*\).*\[E279\]$/.test(failure?.message ?? '')).toBe(
    said,
  );
  if (said) expect(failure).toMatchObject({ exit_code: EXIT.write, disk_state: 'unusable' });
});

test('a failing undo is said and the other undos still run', async () => {
  const { events, machine } = await go((done) => done.startsWith('copy') || done === 'undo-boot');
  expect(machine.done).toContain('undo-write');
  const said = events.filter((e) => e.event === 'undo').map((e) => e.message);
  expect(said).toContain('undo-boot: exit code 1: it broke here');
  expect(
    events
      .filter((e) => e.event === 'undo')
      .filter(({ failed }) => failed)
      .map(({ id }) => id),
  ).toEqual(['boot']);
});

test.each([
  ['another size', { ...LSBLK, size: 999 }, 'wanted 1000 bytes, serial S1, WWN -; found 999 bytes'],
  ['another serial number', { ...LSBLK, serial: 'S2' }, 'found 1000 bytes, serial S2'],
  [
    'a mounted partition',
    { ...LSBLK, children: [{ kname: 'sdx1', type: 'part', mountpoints: ['/srv'] }] },
    '/dev/sdx1 (/srv)',
  ],
  [
    'an active volume on a partition',
    {
      ...LSBLK,
      children: [
        {
          kname: 'sdx1',
          type: 'part',
          children: [{ kname: 'dm-0', path: '/dev/mapper/vg-data', type: 'lvm' }],
        },
      ],
    },
    '/dev/mapper/vg-data (lvm)',
  ],
  ['swap', { ...LSBLK, mountpoints: ['[SWAP]'] }, '/dev/sdx ([SWAP])'],
])('a target with %s is not written to', async (_, lsblk, text) => {
  const { outcome, machine } = await go(undefined, lsblk);
  const failure = outcome.ok ? undefined : outcome.failure;
  expect(failure).toMatchObject({ exit_code: EXIT.machine, disk_state: 'untouched' });
  expect(failure?.message).toContain(text);
  expect(machine.done.some((l) => l.startsWith('sfdisk'))).toBe(false);
});

test.each(['sfdisk', 'mount', 'chpasswd', 'read /dev/sdx3', 'copy'])(
  'aborting during "%s" stops, undoes and says so',
  async (line) => {
    const abort = new AbortController();
    const events: Happening[] = [];
    const machine = recordingMachine({
      outputs: { lsblk: lsblkOutput([LSBLK]) },
      fails: (done) => {
        if (!done.startsWith(line) || abort.signal.aborted) return false;
        abort.abort();
        return true;
      },
    });
    const outcome = await execute(plan, { machine, emit: (e) => void events.push(e), signal: abort.signal });
    const failure = outcome.ok ? undefined : outcome.failure;
    expect(failure).toMatchObject({ exit_code: EXIT.aborted, disk_state: 'unusable' });
    expect(failure?.message).toMatch(/^Aborted during/);
    expect(machine.done).toContain('undo-write');
    expect(machine.done.filter((l) => /^umount/.test(l)).length).toBe(
      machine.done.filter((l) => /^mount/.test(l)).length - (line === 'mount' ? 1 : 0),
    );
  },
);

test('aborted while something is being mounted: it is mounted to the end, and unmounted', async () => {
  const abort = new AbortController();
  const recording = recordingMachine({ outputs: { lsblk: lsblkOutput([LSBLK]) } });
  const machine: Machine = {
    ...recording,
    run: async (argv, options) => {
      if (argv[0] === 'mount') abort.abort();
      return recording.run(argv, options);
    },
  };
  const outcome = await execute(plan, { machine, emit: () => {}, signal: abort.signal });
  expect(outcome).toMatchObject({ ok: false, failure: { step_id: 'write', exit_code: EXIT.aborted } });
  expect(recording.done.slice(-3)).toEqual(['mount /dev/sdx9 /m', 'umount /m', 'undo-write']);
});

test('what enters and leaves a scope waits for udev, which may never answer: it has a time limit', async () => {
  const limited: string[] = [];
  const recording = recordingMachine({ outputs: { lsblk: lsblkOutput([LSBLK]) } });
  const machine: Machine = {
    ...recording,
    run: async (argv, options) => {
      if (Number(options?.timeoutSeconds) > 0) limited.push(argv[0]);
      return recording.run(argv, options);
    },
  };
  expect(await execute(plan, { machine, emit: () => {}, signal: new AbortController().signal })).toEqual({
    ok: true,
  });
  expect(limited).toEqual(expect.arrayContaining(['mount', 'umount']));
});

test('the announcement says which steps write, a failure what it was about', async () => {
  const { outcome, events } = await go((line) => line.startsWith('sfdisk'));
  expect(events[0]).toMatchObject({
    steps: [
      { id: 'check-medium', title: 'Check the medium', phase: 'write' },
      { id: 'prove-target' },
      { id: 'write', writes: true },
      { id: 'verify' },
      { id: 'boot', writes: true },
    ],
  });
  expect(outcome).toMatchObject({
    failure: {
      title: 'Write the image',
      reason: 'sfdisk: exit code 1: it broke here',
      output: 'it broke here',
    },
  });
  const other = await go(undefined, { ...LSBLK, size: 999 });
  expect(other.outcome).toMatchObject({ failure: { problems: [{ code: 'disk.changed' }] } });
});

test('bytes are counted inside scopes too', () => {
  const read = { do: 'read', from: '/x', bytes: 7 } as const;
  expect(bytesOf([read, { do: 'within', enter: ['a'], leave: ['b'], run: [read, read] }])).toBe(21);
});
