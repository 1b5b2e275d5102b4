import { expect, test } from 'vitest';
import { recordedMachine } from '../../machines.ts';
import { start } from './driver.ts';
import { answer, fileFor, lastPreview, ready } from './summarised.ts';

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

test('at a desk the last page saves the file; nothing is wiped by it', async () => {
  const driver = start({ base: fileFor('nvme-server', 'S64*'), purpose: 'write' });
  driver.goTo('summary');
  await answer(driver, undefined);
  driver.press('tab', 'enter');
  expect(driver.state().page).toBe('save');
  driver.press('enter');
  const saved = driver.requests.at(-1);
  expect(saved).toMatchObject({ kind: 'save', document: { disk: { target: { serial: 'S64*' } } } });
  expect(JSON.stringify(saved)).not.toContain('wipe');
  driver.send({ kind: 'saved', line: 'answers.yaml was written' });
  expect(driver.screen()).toContain('answers.yaml was written');
});
