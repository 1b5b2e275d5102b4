import { expect, test } from 'vitest';
import { error } from '../../../src/problem.ts';
import { Secret } from '../../../src/secret.ts';
import { recordedMachine } from '../../machines.ts';
import { badEnd, goodStory } from '../story.ts';
import { start } from './driver.ts';
import { answer, fileFor, HASH, lastPreview, ready } from './summarised.ts';

test('the confirmation names the disk; the safe line is first; yes asks for what was shown', async () => {
  const driver = await ready();
  const shown = lastPreview(driver.requests);
  driver.press('tab', 'enter');
  expect(driver.state().page).toBe('confirm');
  const text = driver.screen().replaceAll(/\s+/g, ' ');
  expect(text).toContain('Are you sure to install COS on device /dev/nvme1n1 ?');
  expect(text).toContain('All data on /dev/nvme1n1 will be lost!');
  expect(text).toContain('/dev/nvme1n1: 1.92 TB, SAMSUNG MZQL21T9HCJR-00A07, serial S64GNE0R800214');
  driver.press('enter');
  expect(driver.state().page).toBe('summary');
  driver.press('tab', 'enter');
  driver.press('down', 'enter');
  const install = driver.requests.at(-1);
  expect(install).toEqual({ kind: 'install', document: shown?.document });
  expect(install).toMatchObject({
    document: { install: { wipe: 'target' }, disk: { target: { serial: 'S64GNE0R800214' } } },
  });
});

test('Enter pressed twice on Yes starts once, and passes no page', async () => {
  const driver = await ready();
  driver.press('tab', 'enter', 'down', 'enter', 'enter');
  expect(driver.requests.filter(({ kind }) => kind === 'install')).toHaveLength(1);
  const [begun, ...more] = goodStory.map((event) => ({ kind: 'event' as const, event, own: true as const }));
  if (!begun) throw new Error('no story');
  driver.send(begun);
  driver.press('enter', 'enter', 'escape');
  expect(driver.state().page).toBe('progress');
  for (const message of [...more, ...badEnd.map((event) => ({ kind: 'event' as const, event }))])
    driver.send(message);
  const asked = driver.requests.length;
  driver.press('enter', 'enter');
  expect(driver.requests.slice(asked).map(({ kind }) => kind)).not.toContain('install');
});

test('Yes counts again when an installation that was confirmed says nothing for long', async () => {
  const driver = await ready();
  driver.press('tab', 'enter', 'down', 'enter');
  driver.tick(5);
  driver.press('enter');
  expect(driver.requests.filter(({ kind }) => kind === 'install')).toHaveLength(2);
});

test('without a preview of these answers nothing can be confirmed', async () => {
  const driver = await ready();
  driver.press('tab', 'enter');
  const machine = recordedMachine('nvme-server');
  driver.send({ kind: 'inventory', inventory: { ...machine, memory_bytes: 1e9 } });
  expect(driver.state().page).toBe('confirm');
  expect(driver.screen()).not.toContain('Yes,');
  driver.press('down', 'enter');
  expect(driver.requests.filter(({ kind }) => kind === 'install')).toEqual([]);
});

test('a rehearsal shows what would be destroyed, and offers no installation', async () => {
  const driver = await ready({ purpose: 'rehearse' });
  driver.press('tab', 'enter');
  const text = driver.screen().replaceAll(/\s+/g, ' ');
  expect(text).toContain('Are you sure to install COS on device /dev/nvme1n1 ?');
  expect(text).toContain('nothing can be installed on it');
  expect(text).not.toContain('Yes,');
  driver.press('down', 'enter');
  expect(driver.requests.filter(({ kind }) => kind === 'install')).toEqual([]);
});

async function atDesk(base: object): Promise<ReturnType<typeof start>> {
  const driver = start({ base: { ...base }, purpose: 'write', file: 'rack7.yaml' });
  driver.goTo('summary');
  await answer(driver, undefined);
  driver.press('tab', 'enter');
  expect(driver.state().page).toBe('save');
  return driver;
}

test('at a desk the last page saves the file, says what to do with it, and then leaves', async () => {
  const driver = await atDesk(fileFor('nvme-server', 'S64*'));
  expect(driver.screen()).toContain(' >  Save rack7.yaml');
  driver.press('enter');
  const asked = driver.requests.at(-1);
  expect(asked).toMatchObject({ kind: 'write', document: { disk: { target: { serial: 'S64*' } } } });
  expect(JSON.stringify(asked)).not.toContain('wipe');
  if (asked?.kind !== 'write') throw new Error('nothing is written');
  driver.send({ kind: 'written', written: { document: asked.document, lost_comments: false } });
  expect(driver.screen()).toContain('rack7.yaml is saved');
  expect(driver.screen()).toContain('cos-install validate rack7.yaml');
  expect(driver.screen()).toContain('it stops there');
  driver.press('abort');
  expect(driver.screen()).toContain('rack7.yaml is saved.');
  driver.press('escape', 'enter');
  expect(driver.requests.at(-1)).toEqual({ kind: 'leave', to: 'shell' });
});

test('what is changed after it was saved is to be saved again', async () => {
  const driver = await atDesk(fileFor('nvme-server', 'S64*'));
  const document = driver.document();
  driver.send({ kind: 'written', written: { document, lost_comments: false } });
  driver.goTo('system');
  driver.fill('system.hostname', 'node2');
  driver.press('abort');
  expect(driver.screen()).toContain('What is not saved is lost; rack7.yaml stays as it is.');
  driver.press('escape');
  driver.goTo('summary');
  await answer(driver, undefined);
  driver.press('tab', 'enter');
  expect(driver.screen()).toContain(' >  Save rack7.yaml');
  expect(driver.screen()).not.toContain('is saved');
});

test('a typed password is saved as its hash only, however long that takes', async () => {
  const driver = start({ base: fileFor('nvme-server', 'S64*'), purpose: 'write', file: 'rack7.yaml' });
  driver.goTo('system');
  driver.fill('system.password', 'secret12345');
  driver.fill('system.password_again', 'secret12345');
  driver.goTo('summary');
  await answer(driver, undefined);
  driver.press('tab', 'enter');
  expect(driver.state().page).toBe('save');
  expect(driver.screen()).not.toContain('Save rack7.yaml');
  driver.send({ kind: 'hashed', password: new Secret('secret12345'), hash: HASH });
  await answer(driver, undefined);
  expect(driver.screen()).toContain(' >  Save rack7.yaml');
  driver.press('enter');
  expect(driver.requests.at(-1)).toMatchObject({
    kind: 'write',
    document: { system: { password_hash: HASH } },
  });
  expect(driver.document().system).not.toHaveProperty('password');
});

test('a file that cannot be written says why, and can be saved again', async () => {
  const driver = await atDesk(fileFor('nvme-server', 'S64*'));
  driver.press('enter');
  const problem = error('usage.no-file', '', { reason: 'EACCES: permission denied' });
  driver.send({ kind: 'written', written: { problem } });
  expect(driver.screen()).toContain('EACCES');
  expect(driver.screen()).toContain(' >  Save rack7.yaml');
});

test('at a desk an installation without a person is allowed in words', () => {
  const driver = start({ purpose: 'write', file: 'rack7.yaml' });
  driver.goTo('disk');
  driver.focus('disk.target.model');
  driver.type('SAMSUNG*');
  driver.focus('install.wipe');
  expect(driver.document().install).not.toHaveProperty('wipe');
  driver.press('down', 'enter');
  expect(driver.document()).toMatchObject({
    disk: { target: { model: 'SAMSUNG*' } },
    install: { wipe: 'target' },
  });
});
