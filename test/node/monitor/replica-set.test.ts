import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { realMachine } from '../../../src/machine.ts';
import { PAYLOAD_PROGRAMS } from '../../../src/node/monitor/mongo.ts';
import { formReplicaSet } from '../../../src/node/monitor/replica-set.ts';

// A stand-in for mongo's shell is run.
vi.unmock('execa');

const MEMBERS = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cos-mongo-'));
  copyFileSync(new URL('stand-in/mongo', import.meta.url), join(folder, 'mongo'));
  says('initiate', '1');
});
afterEach(() => rmSync(folder, { recursive: true }));

const says = (file: string, text: string) => writeFileSync(join(folder, file), `${text}\n`);
const statuses = (text: string) => {
  for (const host of MEMBERS) says(`status-${host}`, text);
};
const initiations = () =>
  readFileSync(join(folder, 'asked'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('rs.initiate'));

/** Forms the set; `waits` is what happens at each wait, in order, and one more is too many. */
async function formed(...waits: (() => void)[]): Promise<string[]> {
  const notes: string[] = [];
  await formReplicaSet({
    machine: {
      run: ([program, ...args], options) =>
        realMachine.run([program.replace(PAYLOAD_PROGRAMS, folder), ...args], options),
    },
    members: MEMBERS,
    pause: async () => {
      const next = waits.shift();
      if (!next) throw new Error('it waits');
      next();
    },
    say: async ({ text }) => void notes.push(text),
  });
  return notes;
}

test('waits until all answer, initiates once, and looks for the primary', async () => {
  says('status-10.0.0.1', 'none');
  const notes = await formed(
    () => says('status-10.0.0.2', 'none'),
    () => says('status-10.0.0.3', 'none'),
    () => statuses('member'),
    () => says('status-10.0.0.2', 'primary 10.0.0.2:27017'),
  );
  expect(notes).toEqual([
    'waiting for mongo on 10.0.0.2, 10.0.0.3',
    'waiting for mongo on 10.0.0.3',
    "mongo's replica set of 10.0.0.1, 10.0.0.2, 10.0.0.3 was made",
    "mongo's replica set chooses its primary",
    "mongo's replica set has its primary: 10.0.0.2:27017",
  ]);
  const members = MEMBERS.map((host, at) => `{"_id":${at},"host":"${host}:27017"}`).join(',');
  expect(initiations()).toEqual([
    `10.0.0.1 print(tojson(rs.initiate({"_id":"rs0","version":1,"members":[${members}]}).ok))`,
  ]);
});

test('a set that is there is left alone, also while one of its members is off', async () => {
  statuses('primary 10.0.0.3:27017');
  rmSync(join(folder, 'status-10.0.0.1'));
  expect(await formed()).toEqual(["mongo's replica set has its primary: 10.0.0.3:27017"]);
  expect(initiations()).toEqual([]);
});

test('one of them in a set: nothing is initiated', async () => {
  statuses('none');
  says('status-10.0.0.3', 'member');
  await expect(formed(() => {})).rejects.toThrow('it waits');
  expect(initiations()).toEqual([]);
});

test('a refusal is said', async () => {
  statuses('none');
  says('initiate', '0');
  await expect(formed()).rejects.toThrow('mongo on 10.0.0.1 did not make the replica set: it says 0');
});
