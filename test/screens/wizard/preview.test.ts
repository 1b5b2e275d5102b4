import { expect, test } from 'vitest';
import { previewDocument } from '../../../src/screens/wizard/preview-update.ts';
import { Secret } from '../../../src/secret.ts';
import { recordedMachine } from '../../machines.ts';
import { start } from './driver.ts';
import { answer, fileFor, HASH, lastPreview, ready } from './summarised.ts';

test('any edit makes the preview void; a late one for other answers is not shown', async () => {
  const driver = await ready();
  const asked = lastPreview(driver.requests);
  const { preview } = driver.state();
  driver.goTo('system');
  driver.type('x');
  expect(driver.state().preview).toBeUndefined();
  if (!asked || !preview) throw new Error('nothing was asked');
  driver.send({ kind: 'preview', document: asked.document, preview });
  expect(driver.state().preview).toBeUndefined();
});

test('a machine that changes makes it void too, and the open page asks again', async () => {
  const driver = await ready();
  const before = driver.requests.length;
  const machine = recordedMachine('nvme-server');
  driver.send({ kind: 'inventory', inventory: structuredClone(machine) });
  expect(driver.state().preview).toBeDefined();
  driver.send({ kind: 'inventory', inventory: { ...machine, memory_bytes: 1e9 } });
  expect(driver.state().preview).toBeUndefined();
  expect(driver.requests.slice(before).map(({ kind }) => kind)).toContain('preview');
});

test('answers that change while the summary waits for its preview: another one is asked for', async () => {
  const inventory = recordedMachine('nvme-server');
  const file = fileFor('nvme-server', 'S64GNE0R800214');
  const password = 'correct horse battery';
  const driver = start({ inventory, base: { ...file, system: { hostname: 'node1', password } } });
  driver.goTo('summary');
  driver.send({ kind: 'hashed', password: new Secret(password), hash: HASH });
  await answer(driver, inventory);
  expect(driver.state().preview).toBeUndefined();
  expect(lastPreview(driver.requests)?.document).toEqual(previewDocument(driver.state()));
  await answer(driver, inventory);
  expect(driver.state().preview).toBeDefined();
});

test('a line of the summary that opens nothing is only there to be read', () => {
  const inventory = recordedMachine('nvme-server');
  const driver = start({ inventory, base: fileFor('nvme-server', 'S64GNE0R800214') });
  driver.goTo('summary');
  driver.press('home', 'enter');
  driver.type(' ');
  expect(driver.state()).toMatchObject({ page: 'summary', focus: 'summary.menu' });
  expect(driver.state().values).toEqual({});
});
