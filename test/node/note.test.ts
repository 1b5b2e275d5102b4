import { expect, test } from 'vitest';
import { readNotes, writeNote } from '../../src/node/note.ts';
import { fileMachine } from './file-machine.ts';

const NOON = new Date('2026-11-22T12:03:00Z');
const LATER = new Date('2026-11-22T12:05:00Z');
const waiting = { state: 'waiting', text: '2 of 3 joined, waiting for cos-3', do: 'start cos-3' } as const;

test('what is written can be read, with its time', async () => {
  const machine = fileMachine();
  await writeNote(machine, 'etcd', waiting, NOON);
  await writeNote(machine, 'time', { state: 'ok', text: 'in step' }, LATER);
  expect(await readNotes(machine)).toEqual([
    { thing: 'time', state: 'ok', text: 'in step', do: undefined, since: '2026-11-22T12:05:00.000Z' },
    { thing: 'etcd', ...waiting, since: '2026-11-22T12:03:00.000Z' },
  ]);
});

test('what stays the same keeps its time and is not written again', async () => {
  const machine = fileMachine();
  await writeNote(machine, 'etcd', waiting, NOON);
  await writeNote(machine, 'etcd', waiting, LATER);
  expect(machine.done).toHaveLength(1);
  await writeNote(machine, 'etcd', { ...waiting, do: 'another command' }, LATER);
  expect(await readNotes(machine)).toMatchObject([{ since: NOON.toISOString(), do: 'another command' }]);
});

test.each([{ text: '3 of 3 joined' }, { state: 'ok' }] as const)(
  'a change of %j has a new time',
  async (change) => {
    const machine = fileMachine();
    await writeNote(machine, 'etcd', waiting, NOON);
    await writeNote(machine, 'etcd', { ...waiting, ...change }, LATER);
    expect(await readNotes(machine)).toMatchObject([{ ...change, since: LATER.toISOString() }]);
  },
);

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"state":"fine","text":"x","since":"2026-11-22T12:03:00Z"}',
  '{"state":"ok","text":"x","since":"noon"}',
])('a file that is no note counts as none: %j', async (content) => {
  const machine = fileMachine({ '/run/cos/status/etcd.json': content });
  expect(await readNotes(machine)).toEqual([]);
  await writeNote(machine, 'etcd', waiting, NOON);
  expect(await readNotes(machine)).toMatchObject([waiting]);
});
