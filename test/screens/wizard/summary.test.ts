import { expect, test } from 'vitest';
import { askedOnly } from '../../../src/screens/wizard/asked-only.ts';
import { askedPages } from '../../../src/screens/wizard/focus.ts';
import { allPages } from '../../../src/screens/wizard/pages/all.ts';
import { recordedMachine } from '../../machines.ts';
import { start } from './driver.ts';
import { answer, fileFor, lastPreview, moveTo, ready, whole } from './summarised.ts';

test('every answer stands in the summary, and what is destroyed', async () => {
  const text = whole(await ready());
  for (const words of [
    'HTTP Port: 80',
    'HostName: node1',
    /SetUp \w+ +Address: Fixed: .*IP\/Mask: 192\.168\.122\.171\/24/,
    '/dev/nvme1n1 1.92 TB SAMSUNG MZQL21T9HCJR-00A07 nvme',
    'All data on /dev/nvme1n1 (1.92 TB, SAMSUNG MZQL21T9HCJR-00A07, serial S64GNE0R800214)',
  ])
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(words);
  expect(text).toMatch(/Password: \*{6}$/m);
});

test('what is destroyed is seen at once, in both languages', async () => {
  expect((await ready()).screen()).toContain('! All data on /dev/nvme1n1');
  const chinese = await ready({ language: 'zh', canShowChinese: true });
  expect(chinese.screen()).toMatch(/! \/dev\/nvme1n1.*全部数据将丢失/s);
});

test('what the node goes without is said, and stops nobody', async () => {
  const driver = await ready();
  expect(whole(driver).replaceAll(/\s+/g, ' ')).toContain(
    'i Not on the medium, so these units stay off: csphere (csphere-controller, csphere-agent), mongod (csphere-mongodb)',
  );
  driver.press('tab', 'enter');
  expect(driver.state().page).toBe('confirm');
});

test('a line opens its page, and Next walks on from there', async () => {
  const driver = await ready();
  moveTo(driver, 'HostName');
  driver.press('enter');
  expect(driver.state().page).toBe('system');
  driver.goTo('data-disk');
  driver.press('tab', 'enter');
  expect(driver.state().page).toBe('network-test');
  driver.press('enter');
  expect(driver.state().page).toBe('summary');
});

test.each(['cloud-config', 'plan'] as const)('%s: a view beside the way, Esc returns', async (id) => {
  const driver = await ready();
  moveTo(driver, id === 'plan' ? 'Show the plan' : 'Show the cloud-config');
  driver.press('enter');
  expect(driver.state().page).toBe(id);
  expect(driver.screen()).not.toContain('Step ');
  const first = driver.screen();
  driver.press('page-down');
  expect(driver.screen()).not.toBe(first);
  driver.press('escape');
  expect(driver.state().page).toBe('summary');
  expect(driver.state().preview).toBeDefined();
});

test('with an error there is no way on; its line opens the page that mends it', async () => {
  const inventory = recordedMachine('nvme-server');
  const driver = start({ inventory, base: fileFor('nvme-server', 'nobody') });
  driver.goTo('summary');
  driver.press('tab', 'enter');
  expect(driver.screen()).toContain('one moment');
  await answer(driver, inventory);
  driver.press('tab', 'enter');
  expect(driver.state().page).toBe('summary');
  moveTo(driver, 'none of the 2 disks matches');
  driver.press('enter');
  expect(driver.state().page).toBe('disk');
});

test('problems of every page lead to a page', async () => {
  const base = { version: 1, role: 'agent', system: { hostname: '-' }, network: {} };
  const driver = start({ base, purpose: 'write' });
  driver.goTo('summary');
  const { preview } = await answer(driver, undefined);
  expect(preview.problems.length).toBeGreaterThan(4);
  const menu = driver.state().pages.find(({ id }) => id === 'summary')?.fields[0];
  const lines = menu?.kind === 'menu' ? menu.options(driver.state()) : [];
  const problems = lines.filter(({ value }) => value.startsWith('problem-'));
  expect(problems.length).toBe(preview.problems.length);
  expect(problems.filter(({ does }) => does === undefined)).toEqual([]);
});

test('some sections of a file are asked, the others are filled', async () => {
  const inventory = recordedMachine('nvme-server');
  const base = fileFor('nvme-server', 'S64GNE0R800214');
  const driver = start({ pages: askedOnly(allPages, ['network', 'disk']), inventory, base });
  const sections = new Set(askedPages(driver.state()).map(({ section }) => section));
  expect([...sections]).toEqual(['network', 'disk', 'confirm']);
  driver.goTo('summary');
  expect((await answer(driver, inventory)).preview.destroys.length).toBe(1);
  expect(whole(driver)).toContain('HostName: node1');
  moveTo(driver, 'HostName');
  driver.press('enter');
  expect(driver.state().page).toBe('system');
  driver.fill('system.hostname', 'node7');
  driver.press('escape');
  expect(driver.state().page).toBe('summary');
  expect(whole(driver)).toContain('HostName: node7');
  driver.goTo('system');
  driver.press('back-tab', 'back-tab', 'enter');
  expect(driver.state().page).toBe('summary');
});

test('every disk that is destroyed is said, in Chinese too', async () => {
  const driver = await ready({ language: 'zh', canShowChinese: true });
  const { preview } = driver.state();
  const asked = lastPreview(driver.requests);
  if (!preview || !asked) throw new Error('no preview');
  const destroys = [...preview.destroys, { device: '/dev/nvme0n1', sentence: 'All data will be lost.' }];
  driver.send({ ...asked, preview: { ...preview, destroys } });
  const text = whole(driver).replaceAll(/\s/g, '');
  expect(text).toContain('/dev/nvme1n1（1.92TB,');
  expect(text).toContain('/dev/nvme0n1（1.92TB,');
  expect(text).not.toContain('Alldata');
});
