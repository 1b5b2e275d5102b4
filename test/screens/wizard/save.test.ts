import { expect, test } from 'vitest';
import { error } from '../../../src/problem.ts';
import { Secret } from '../../../src/secret.ts';
import { start } from './driver.ts';
import { answer, fileFor, HASH } from './summarised.ts';

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
