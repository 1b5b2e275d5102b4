import { expect, test } from 'vitest';
import type { Disk } from '../../src/disk/disk.ts';
import { SECTOR_BYTES } from '../../src/disk/not-finished.ts';
import { AREA } from '../../src/disk/ranges.ts';
import type { Happening } from '../../src/installer/events.ts';
import { execute, type Outcome } from '../../src/installer/execute.ts';
import { makePlan } from '../../src/installer/plan.ts';
import { CommandFailed, type Machine } from '../../src/machine.ts';
import { EXIT } from '../../src/problem.ts';
import { reveal } from '../../src/secret.ts';
import type { Action, Plan, Step } from '../../src/step.ts';
import { lsblkOutput } from '../disk/lsblk-output.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';
import { CODE, GOLDEN, HASH, planOf, resolved } from './plans.ts';

type Tried = {
  readonly outcome: Outcome;
  readonly events: readonly Happening[];
  /** Every effect, as one line, with the step in which it happened; `undo` when a step was being taken back. */
  readonly effects: readonly { readonly line: string; readonly in: string; readonly undo: boolean }[];
};

/** Carries a plan out; the effect with number `fault` fails once. */
async function tried(plan: Plan, disk: Disk, fault = -1): Promise<Tried> {
  const events: Happening[] = [];
  const effects: { line: string; in: string; undo: boolean }[] = [];
  const last = (name: Happening['event']) => events.findLast(({ event }) => event === name);
  const noteAs = (line: string) => {
    const undo = last('undo');
    const at = undo ?? last('step-started');
    effects.push({ line, in: at && 'id' in at ? at.id : '', undo: undo !== undefined });
    if (effects.length - 1 === fault)
      throw new CommandFailed(line.split(' '), 1, '', 'it broke here', 'exit code 1: it broke here');
  };
  const machine = failing(disk, noteAs);
  const emit = (event: Happening) => void events.push(event);
  const outcome = await execute(plan, { machine, emit, signal: new AbortController().signal });
  return { outcome, events, effects };
}

/** The machine of a plan as it is just before the first write; `note` sees each effect. */
function failing({ path, bytes, serial, wwn, type }: Disk, note: (line: string) => void): Machine {
  const kname = path.replace('/dev/', '').replaceAll('/', '-');
  const lsblk = lsblkOutput([{ kname, path, type, size: bytes, serial, wwn, mountpoints: [] }]);
  const recording = recordingMachine({ outputs: { lsblk } });
  return {
    ...recording,
    run: async (argv, options) => {
      note(argv.join(' '));
      return recording.run(argv, options);
    },
    writeFile: async (to, content, mode) => {
      note(`write ${to}`);
      await recording.writeFile(to, content, mode);
    },
    writeAt: async (to, offset, data) => {
      note(`write ${to}@${offset}`);
      await recording.writeAt(to, offset, data);
    },
    copy: async ({ from, to, toOffset }) => note(`copy ${from} ${to}@${toOffset}`),
    read: async ({ path: from }) => note(`read ${from}`),
    compare: async (request) => note(`compare ${request.path}@${request.offset}`),
    readPlaces: async (request) => note(`sample ${request.path}`),
    unpack: async ({ argv, onto }) => {
      note(`unpack ${argv.join(' ')} ${onto?.device}`);
      return bytes;
    },
  };
}

async function golden(name: string, section: object, target: object, card: object, more: object = {}) {
  const inventory = recordedMachine(name);
  const plan = planOf(makePlan(await resolved(section, target, card, more), inventory));
  const disk = inventory.disks.find(({ path }) => path === plan.target.path);
  if (!disk) throw new Error(`${name} has no ${plan.target.path}`);
  return { plan, disk };
}

/** A write of what a firmware would start: the shim under its name, or the code of the first sector. */
function writesBootCode(line: string): boolean {
  return /^(?:install|mv) .* \S+\/EFI\/BOOT\/BOOTX64\.EFI$|^copy \S+\/(?:boot\.img|image-head) \S+@0$/.test(
    line,
  );
}

function exitOf({ id, phase }: Step, line: string): number {
  if (line.startsWith('wipefs --all --no-act')) return EXIT.machine;
  if (id === 'check-medium' || line.startsWith('unpack ')) return EXIT.medium;
  return phase === 'verify' ? EXIT.verify : EXIT.write;
}

/** The effects that a failure after these steps takes back, in order. */
function undone(started: readonly Step[]): string[] {
  const lines = (action: Action): string[] => {
    if (action.do === 'within')
      return [action.enter.join(' '), ...action.run.flatMap(lines), action.leave.join(' ')];
    if (action.do === 'run') return [action.argv.join(' ')];
    if (action.do === 'mark') return kept(action.device, 0);
    if (action.do === 'store-undo')
      return [...kept(action.device, AREA.offset + SECTOR_BYTES), ...kept(action.device, AREA.offset)];
    return action.do === 'copy' ? [`copy ${action.from} ${action.to}@${action.toOffset}`] : [];
  };
  const kept = (device: string, offset: number) => [
    `write ${device}@${offset}`,
    `blockdev --flushbufs ${device}`,
  ];
  return started.toReversed().flatMap(({ undo = [] }) => undo.flatMap(lines));
}

function secretsIn(plan: Plan): string[] {
  const inner = (action: Action): Action[] => (action.do === 'within' ? action.run.flatMap(inner) : [action]);
  const keys = plan.steps
    .flatMap(({ run }) => run)
    .flatMap(inner)
    .flatMap((action) => (action.do === 'write-file' ? [reveal(action.content)] : []))
    .flatMap((text) => [...text.matchAll(/COS_AUTH_KEY=(\S+)/g)].map(([, key = '']) => key));
  return [HASH, `COS_INST_CODE=${CODE}`, ...keys.filter((key) => key.length > 8)];
}

/** Commands that only look: a failing one is not the end. */
const LOOKS = /^(?:find|smartctl|pvs|sfdisk|lsblk --nodeps) /;
/** Commands that are tried again. */
const AGAIN = /^(?:blockdev --rereadpt|partx|udevadm wait|udevadm trigger) /;

test.each(GOLDEN)(
  '%s as %s: whichever effect fails, it is said, taken back, and nothing boots',
  async (name, _, section, target, card, more) => {
    const { plan, disk } = await golden(name, section, target, card, more);
    const whole = await tried(plan, disk);
    expect(whole.outcome).toEqual({ ok: true });
    expect(whole.effects.filter(({ line }) => writesBootCode(line)).length).toBeGreaterThan(0);
    const secrets = secretsIn(plan);
    expect(secrets.length).toBeGreaterThan(1);
    for (const [number, { line, in: id }] of whole.effects.entries()) {
      const what = `effect ${number} (${line}) in ${id}`;
      const { outcome, events, effects } = await tried(plan, disk, number);
      if (outcome.ok) {
        expect(LOOKS.test(line) || AGAIN.test(line), what).toBe(true);
        continue;
      }
      const at = plan.steps.findIndex((step) => step.id === id);
      const [step, started] = [plan.steps[at], plan.steps.slice(0, at + 1)];
      if (!step) throw new Error(`${what}: no such step`);
      const touched = started.some(({ touches }) => touches.includes(plan.target.path));
      expect(outcome.failure, what).toMatchObject({
        step_id: id,
        exit_code: exitOf(step, line),
        device: plan.target.path,
        disk_state: touched ? 'unusable' : 'untouched',
        reason: expect.stringContaining('it broke here'),
      });
      const begun = events.flatMap((event) => (event.event === 'step-started' ? [event.id] : []));
      expect(begun, what).toEqual(started.map((one) => one.id));
      expect(
        effects.filter(({ line: one, undo }) => undo && !LOOKS.test(one)).map((one) => one.line),
        what,
      ).toEqual(undone(started));
      const booted = effects.filter((one) => !one.undo && writesBootCode(one.line));
      if (step.phase !== 'commit') expect(booted, what).toEqual([]);
      const said = JSON.stringify([events, outcome, plan]);
      expect(
        secrets.filter((secret) => said.includes(secret)),
        what,
      ).toEqual([]);
      const count = (pattern: RegExp) => effects.filter((one) => pattern.test(one.line)).length;
      expect(count(/^umount /), what).toBe(count(/^mount /) - (line.startsWith('mount ') ? 1 : 0));
    }
  },
);
