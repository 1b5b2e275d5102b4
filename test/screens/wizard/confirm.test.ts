import { expect, test } from 'vitest';
import { recordedMachine } from '../../machines.ts';
import { badEnd, goodStory } from '../story.ts';
import { lastPreview, named, ready } from './summarised.ts';

test('the confirmation names the disk; the safe line is first; yes asks for what was shown', async () => {
  const driver = await ready();
  const shown = lastPreview(driver.requests);
  driver.press('tab', 'enter');
  expect(driver.state().page).toBe('confirm');
  const text = driver.screen().replaceAll(/\s+/g, ' ');
  expect(text).toContain('Are you sure to install COS on device /dev/nvme1n1 ?');
  expect(text).toContain(
    '/dev/nvme1n1 (1.92 TB, SAMSUNG MZQL21T9HCJR-00A07, serial S64GNE0R800214) will be lost',
  );
  expect(text).toContain('type the last 4 characters of its serial number');
  expect(text).not.toContain('Yes,');
  driver.type('0214');
  driver.press('enter');
  expect(driver.screen()).toContain(' >  No, go back to the summary');
  driver.press('enter');
  expect(driver.state().page).toBe('summary');
  driver.press('tab', 'enter', 'enter', 'down');
  expect(driver.screen()).toContain(' >  Yes, destroy all data on /dev/nvme1n1');
  driver.press('enter');
  const install = driver.requests.at(-1);
  expect(install).toEqual({ kind: 'install', document: shown?.document });
  expect(install).toMatchObject({
    document: { install: { wipe: 'target' }, disk: { target: { serial: 'S64GNE0R800214' } } },
  });
});

test('Enter pressed twice on Yes starts once, and passes no page', async () => {
  const driver = await ready();
  named(driver);
  driver.press('down', 'enter', 'enter');
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
  named(driver);
  driver.press('down', 'enter');
  driver.tick(5);
  driver.press('enter');
  expect(driver.requests.filter(({ kind }) => kind === 'install')).toHaveLength(2);
});

test('without a preview of these answers nothing can be confirmed', async () => {
  const driver = await ready();
  named(driver);
  expect(driver.screen()).toContain('Yes,');
  const machine = recordedMachine('nvme-server');
  driver.send({ kind: 'inventory', inventory: { ...machine, memory_bytes: 1e9 } });
  expect(driver.state().page).toBe('confirm');
  expect(driver.screen()).not.toContain('Yes,');
  driver.press('down', 'enter');
  expect(driver.requests.filter(({ kind }) => kind === 'install')).toEqual([]);
});

test('a rehearsal shows what would be destroyed, and offers no installation', async () => {
  const driver = await ready({ purpose: 'rehearse' });
  named(driver);
  const text = driver.screen().replaceAll(/\s+/g, ' ');
  expect(text).toContain('Are you sure to install COS on device /dev/nvme1n1 ?');
  expect(text).toContain('nothing can be installed on it');
  expect(text).not.toContain('Yes,');
  driver.press('down', 'enter');
  expect(driver.requests.filter(({ kind }) => kind === 'install')).toEqual([]);
});
