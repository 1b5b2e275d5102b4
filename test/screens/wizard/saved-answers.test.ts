import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readAnswers } from '../../../src/installer/answer-file.ts';
import { makePlan } from '../../../src/installer/plan.ts';
import { previewInstall } from '../../../src/installer/preview.ts';
import { resolveAnswers } from '../../../src/installer/resolved.ts';
import { answersText } from '../../../src/installer/save-answers.ts';
import { recordedMachine } from '../../machines.ts';
import { NETWORK_FAILED } from '../../network/network-checks.ts';
import { recordingMachine } from '../../recording-machine.ts';
import { goodEnd, goodStory } from '../story.ts';
import { type Driver, start } from './driver.ts';
import { moveTo } from './summarised.ts';

const HASH = `$6$saltsalt$${'h'.repeat(86)}`;
const PASSWORD = 'secret12345';
const inventory = recordedMachine('virtio-vm');

/** The same random bytes in the same order: what is drawn is no difference between two plans. */
function means() {
  let block = 0;
  const random = (bytes: number) =>
    createHash('shake256', { outputLength: bytes }).update(`${block++}`).digest();
  return { machine: recordingMachine({ outputs: { openssl: 'no password to hash' } }), random };
}

const enter = (wizard: Driver, ...texts: string[]) => {
  for (const text of texts) {
    if (text !== '') wizard.type(text);
    wizard.press('enter');
  }
};

function system(wizard: Driver): void {
  enter(wizard, '', PASSWORD, PASSWORD);
  wizard.send({ kind: 'hashed', password: hashing(wizard), hash: HASH });
}

function hashing({ requests }: Driver) {
  const asked = requests.findLast(({ kind }) => kind === 'hash');
  if (asked?.kind !== 'hash') throw new Error('the password was not hashed');
  return asked.password;
}

function network(wizard: Driver, ...addresses: string[]): void {
  wizard.goTo('addresses');
  wizard.press('enter');
  enter(wizard, ...addresses);
}

const ROLES = {
  controller: (wizard: Driver) => {
    wizard.goTo('role');
    enter(wizard, '');
    wizard.press('erase-line');
    enter(wizard, '8080', '', '', '');
    expect(wizard.state().page).toBe('system');
    system(wizard);
    network(wizard, '192.168.122.170/24', '192.168.122.1', '');
  },
  agent: (wizard: Driver) => {
    wizard.goTo('role');
    wizard.press('down', 'enter');
    enter(wizard, '192.168.122.170:80', '8071');
    expect(wizard.state().page).toBe('system');
    system(wizard);
    network(wizard, '192.168.122.175/24', '192.168.122.1', '');
  },
};

/** A wizard whose answers were confirmed and installed on this console. */
function installed(role: keyof typeof ROLES): Driver {
  const wizard = start({ inventory });
  ROLES[role](wizard);
  wizard.goTo('disk');
  wizard.type(' ');
  wizard.press('enter', 'enter');
  const test = wizard.requests.at(-1);
  if (test?.kind !== 'test-network') throw new Error(wizard.screen());
  const { document } = test;
  wizard.send({ kind: 'network-tested', document, checks: NETWORK_FAILED, problems: [] });
  wizard.press('enter');
  expect(wizard.state().page).toBe('summary');
  for (const event of [...goodStory, ...goodEnd]) wizard.send({ kind: 'event', event, own: true });
  return wizard;
}

function saved(wizard: Driver): unknown {
  moveTo(wizard, 'Save the answers on a stick');
  wizard.press('enter');
  const asked = wizard.requests.at(-1);
  if (asked?.kind !== 'save') throw new Error(wizard.screen());
  expect(asked.place).toEqual({ volume: 'COS-ANSWERS' });
  return asked.document;
}

test.each(['controller', 'agent'] as const)(
  '%s: the saved file installs the same node without questions, by the same plan',
  async (role) => {
    const document = saved(installed(role));
    const confirmed = await previewInstall(document, { inventory, ...means() });
    const text = answersText(document).reveal();
    const read = readAnswers(text, 'saved.yaml');
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    expect(read.answers).toMatchObject({ role, install: { wipe: ['target'], preflight: 'warn' } });
    const again = makePlan(await resolveAnswers(read.answers, means()), inventory);
    if ('problems' in again || !confirmed.ready) throw new Error(JSON.stringify(again));
    expect(again.plan).toEqual(confirmed.ready.plan);
    expect(again.plan.steps.length).toBeGreaterThan(10);
    expect(text).toContain(HASH);
    expect(text).not.toContain(PASSWORD);
  },
);

test('a console that only watched has other answers: it does not save them', () => {
  const wizard = start({ inventory });
  ROLES.agent(wizard);
  for (const event of [...goodStory, ...goodEnd]) wizard.send({ kind: 'event', event });
  expect(wizard.screen()).toContain('COS is installed on /dev/sda.');
  expect(wizard.screen()).not.toContain('Save the answers');
});
