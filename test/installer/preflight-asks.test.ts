import { expect, test } from 'vitest';
import { readAnswers } from '../../src/installer/answer-file.ts';
import { asksOf, notAsked } from '../../src/installer/preflight-asks.ts';
import { HttpFailure } from '../../src/machine.ts';
import { recordingMachine } from '../recording-machine.ts';

function answersOf(section: string) {
  const read = readAnswers(
    `version: 1
${section}
system: { hostname: agent1, password: correct horse battery }
network: { interface: { name: eno1 }, address: 10.0.0.5/24 }
disk: { target: { serial: S1 } }
`,
    'test.yaml',
  );
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.answers;
}

const AGENT = 'role: agent\nagent: { controllers: "c1:80,[2001:db8::1]:8080", install_code: "8070" }';
const HA = `role: controller
controller:
  auth_key: 0123456789abcdefghijABCDEFGHIJ01
  ha: { members: [10.0.0.5, 10.0.0.6, 10.0.0.7] }`;
const APPLIED = { device: 'eno1', addresses: ['10.0.0.5/24'], dns: [], gateways: [] };

/** What was asked of whom, and what came of it, where nobody answers. */
async function asked(section: string) {
  const urls: string[] = [];
  const machine = recordingMachine({
    answer: async ({ url }) => {
      urls.push(url);
      throw new HttpFailure('refused', new URL(url), 'ECONNREFUSED');
    },
  });
  const last = asksOf(answersOf(section), APPLIED, machine).at(-1);
  const checks = (await last?.(new AbortController().signal)) ?? [];
  return { urls, checks: checks.map(({ check, subject, result }) => `${check} ${subject} ${result}`) };
}

test('an agent asks each controller and its etcd; the code is not sent to who does not answer', async () => {
  const { urls, checks } = await asked(AGENT);
  const etcd = (host: string) => `http://${host}:2379/v2/keys/discovery/hellocsphere`;
  expect(urls.toSorted()).toEqual([
    etcd('[2001:db8::1]'),
    `${etcd('[2001:db8::1]')}/_config/size`,
    'http://[2001:db8::1]:8080/',
    etcd('c1'),
    `${etcd('c1')}/_config/size`,
    'http://c1:80/',
  ]);
  expect(checks).toEqual([
    'controller c1:80 failed',
    'controller [2001:db8::1]:8080 failed',
    'discovery c1:2379 failed',
    'install-code agent.install_code not-possible',
    'member-unique agent1 not-possible',
  ]);
});

test('a controller asks the other members of its high availability', async () => {
  const { checks } = await asked(HA);
  expect(checks).toEqual(['controller 10.0.0.6:80 not-possible', 'controller 10.0.0.7:80 not-possible']);
  expect((await asked('role: controller\ncontroller: {}')).urls).toEqual([]);
});

test('who is stopped has no answer; a bug stays one', async () => {
  const stop = new AbortController();
  const stopped = recordingMachine({
    answer: async () => {
      stop.abort('enough');
      throw stop.signal.reason;
    },
  });
  const ask = (machine: typeof stopped) => asksOf(answersOf(AGENT), APPLIED, machine).at(-1);
  expect(await ask(stopped)?.(stop.signal)).toEqual([]);
  const broken = recordingMachine({
    answer: async () => {
      throw new TypeError('bug');
    },
  });
  await expect(ask(broken)?.(new AbortController().signal)).rejects.toThrow('bug');
});

test('where the settings are not in force, what could not be asked is said', () => {
  const said = notAsked(answersOf(AGENT)).map(
    ({ check, subject, result }) => `${check} ${subject} ${result}`,
  );
  expect(said).toEqual([
    'controller c1:80 not-possible',
    'controller [2001:db8::1]:8080 not-possible',
    'discovery c1:2379 not-possible',
    'install-code agent.install_code not-possible',
    'member-unique agent1 not-possible',
  ]);
});
