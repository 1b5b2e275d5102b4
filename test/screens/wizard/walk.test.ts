import fc from 'fast-check';
import { expect, test } from 'vitest';
import { error } from '../../../src/problem.ts';
import type { Key, KeyName } from '../../../src/screens/key.ts';
import { focusedField } from '../../../src/screens/wizard/focus.ts';
import type { Message } from '../../../src/screens/wizard/message.ts';
import { allPages } from '../../../src/screens/wizard/pages/all.ts';
import type { WizardState } from '../../../src/screens/wizard/state.ts';
import { begin, update } from '../../../src/screens/wizard/update.ts';
import { recordedMachine } from '../../machines.ts';
import { USUAL } from './driver.ts';
import { GOOD_ANSWERS } from './walk/good-answers.ts';
import { checkLaws } from './walk/laws.ts';
import { type WalkStep, walkStep } from './walk/steps.ts';
import { slowWorld } from './walk/world.ts';

const MACHINES = ['virtio-vm', 'nvme-server', 'two-nics-without-link', 'hba-24-disks'];
const BASE = { version: 1, role: 'agent', agent: { install_code: '0012' }, network: { mtu: 9000 } };

const starts = fc.record({
  machine: fc.constantFrom(undefined, ...MACHINES, 'virtio-vm', 'nvme-server'),
  base: fc.constantFrom({}, {}, BASE),
  purpose: fc.constantFrom('install' as const, 'install' as const, 'write' as const, 'rehearse' as const),
  language: fc.constantFrom('en' as const, 'zh' as const),
});
type WalkStart = typeof starts extends fc.Arbitrary<infer T> ? T : never;

/** Milliseconds: a failure is made smaller no longer than that. */
const LONGEST = 240_000;

const seen = { keys: 0, pages: new Set<string>(), installs: 0 };

/** Walks from the beginning; every law is checked after everything that happens. */
async function walk({ machine, ...start }: WalkStart, steps: readonly WalkStep[]): Promise<void> {
  const inventory = machine === undefined ? undefined : recordedMachine(machine);
  let [state, asked] = begin({ ...USUAL, ...start, inventory, canShowChinese: true });
  const world = slowWorld(inventory);
  const send = (message: Message) => {
    const before = state;
    [state, asked] = update(before, message);
    if (message.kind === 'key') seen.keys++;
    checkLaws({ before, message, after: state, asked });
    world.ask(asked);
    seen.pages.add(state.page);
    seen.installs += asked.filter(({ kind }) => kind === 'install').length;
  };
  world.ask(asked);
  for (const step of steps) {
    if (step.does === 'key') send({ kind: 'key', key: step.key });
    else if (step.does === 'good-answer') for (const key of goodAnswer(state)) send({ kind: 'key', key });
    else if (step.does === 'choose-line')
      for (const key of chosenLine(state, step.times)) send({ kind: 'key', key });
    else for (const message of await messagesOf(step, world)) send(message);
  }
  expect(world.done.filter((line) => !line.startsWith('openssl'))).toEqual([]);
}

async function messagesOf(step: WalkStep, world: ReturnType<typeof slowWorld>): Promise<Message[]> {
  switch (step.does) {
    case 'answer':
      return [await world.answer(step)].filter((one) => one !== undefined);
    case 'machine':
      return [world.changed(step.change)].filter((one) => one !== undefined);
    case 'events':
      return world.events(step.many, step.good);
    case 'resize':
      return [{ kind: 'resized', size: { columns: step.columns, rows: step.rows } }];
    case 'saved':
      return [{ kind: 'saved', saved: { problem: error('save.no-volume', '') } }];
    default:
      return [{ kind: 'tick' }];
  }
}

const named = (...names: KeyName[]): Key[] => names.map((name) => ({ name }));

function goodAnswer(state: WizardState): Key[] {
  const field = focusedField(state);
  if (state.overlay || field?.id === 'summary.menu') return named('tab', 'enter');
  if (field?.id === 'network-test.menu') return named('home', 'enter');
  if (field?.kind === 'choice' && field.options(state)[state.at]?.refused) return named('down', 'enter');
  const text = field?.kind === 'text' ? (GOOD_ANSWERS[field.id] ?? endOfSerial(field.id, state)) : undefined;
  if (text === undefined) return named('enter');
  return [{ name: 'erase-line' }, ...(text === '' ? [] : [{ text }]), { name: 'enter' }];
}

/** What confirms a disk; of disks whose numbers end alike, enough of it. */
function endOfSerial(field: string, { preview, inventory }: WizardState): string | undefined {
  const device = preview?.destroys[Number(/^confirm\.disk-(\d)$/.exec(field)?.[1])]?.device;
  return inventory?.disks.find(({ path }) => path === device)?.serial?.slice(-8);
}

/** Yes on the last page, where the disk is named first or not; on the summary a line further down. */
function chosenLine(state: WizardState, times: number): Key[] {
  const { page } = state;
  const repeated = (name: KeyName) => Array.from({ length: times }, () => name);
  if (page === 'summary') return named('home', ...repeated('down'), 'enter');
  const naming = times > 1 ? goodAnswer(state) : named('tab');
  const first = focusedField(state)?.kind === 'text' ? naming : [];
  return page === 'confirm' ? [...first, ...named('end', ...repeated('enter'))] : [];
}

test('whatever is pressed and whatever happens: nothing fails, nothing typed is lost, nothing is written', async () => {
  const steps = fc.array(walkStep, { minLength: 150, maxLength: 150 });
  await fc.assert(fc.asyncProperty(starts, steps, walk), {
    numRuns: 75,
    seed: 6,
    interruptAfterTimeLimit: LONGEST,
  });
  expect(seen.keys).toBeGreaterThanOrEqual(10_000);
  const unseen = allPages.filter(({ id }) => !seen.pages.has(id));
  expect(unseen.length).toBeLessThanOrEqual(3);
  expect(seen.installs).toBeGreaterThan(0);
});
