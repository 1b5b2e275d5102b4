import { expect, test } from 'vitest';
import type { Inventory } from '../../../src/installer/inventory.ts';
import { recordedMachine } from '../../machines.ts';
import { type Driver, start } from './driver.ts';
import { answer, fileFor, named, ready, whole } from './summarised.ts';

const installs = (driver: Driver) => driver.requests.filter(({ kind }) => kind === 'install');

/** Everything a person can try without the right text. */
function triesAll(driver: Driver): void {
  driver.press('enter', 'down', 'end', 'enter', 'tab', 'down', 'enter', 'down', 'down');
  driver.type(' ');
}

test.each(['', '214', '0101', '0R80', '02140', 'S64GNE', '1.92 TB', 'nvme1n1', '0 2 1 5'])(
  '"%s" does not confirm the disk: Yes is not there, whatever is pressed',
  async (text) => {
    const driver = await ready();
    driver.press('tab', 'enter');
    if (text !== '') driver.type(text);
    driver.press('enter');
    expect(driver.state()).toMatchObject({ page: 'confirm', focus: 'confirm.disk-0' });
    expect(whole(driver)).not.toContain('Yes,');
    expect(driver.screen().replaceAll(/\s+/g, ' ')).toContain(
      text === ''
        ? '/dev/nvme1n1 is not confirmed: type the last 4 characters of its serial number'
        : 'this is not /dev/nvme1n1: the last 4 characters of its serial number must stand here.',
    );
    triesAll(driver);
    expect(whole(driver)).not.toContain('Yes,');
    expect(installs(driver)).toEqual([]);
  },
);

test.each(['0214', ' 0214 ', '800214', 's64gne0r800214', 'S64GNE0R 800214'])(
  '"%s" confirms it: small letters, blanks, more of the number',
  async (text) => {
    const driver = await ready();
    named(driver, text);
    driver.press('down', 'enter');
    expect(installs(driver)).toHaveLength(1);
  },
);

test('Esc goes back, and what was typed is still there', async () => {
  const driver = await ready();
  named(driver);
  driver.press('escape');
  expect(driver.state().page).toBe('summary');
  driver.press('tab', 'enter');
  expect(driver.screen()).toContain('Confirm: [0214');
  driver.press('backspace', 'down');
  expect(driver.screen()).toContain(' >  No, go back to the summary');
  expect(driver.screen()).not.toContain('Yes,');
});

test('what is typed there asks for no other preview, and what was confirmed is carried out', async () => {
  const driver = await ready();
  const shown = driver.state().preview;
  driver.press('tab', 'enter');
  const asked = driver.requests.length;
  for (const character of 'S64GNE0R800214') driver.type(character);
  expect(driver.state().preview).toBe(shown);
  expect(driver.requests.slice(asked)).toEqual([]);
});

test('another disk chosen meanwhile is not confirmed by the text for the first one', async () => {
  const driver = await ready();
  named(driver);
  driver.goTo('disk');
  driver.press('home');
  driver.type(' ');
  driver.goTo('summary');
  await answer(driver, driver.state().inventory);
  driver.press('tab', 'enter', 'enter');
  expect(driver.screen()).toContain('this is not /dev/nvme0n1:');
  triesAll(driver);
  expect(installs(driver)).toEqual([]);
});

test('each of several disks has its own field; Yes comes with the last of them', async () => {
  const driver = await ready();
  const { preview } = driver.state();
  const asked = driver.requests.findLast(({ kind }) => kind === 'preview');
  if (!preview || asked?.kind !== 'preview') throw new Error('no preview');
  const destroys = [...preview.destroys, { device: '/dev/nvme0n1', sentence: 'All data will be lost.' }];
  driver.send({ ...asked, preview: { ...preview, destroys } });
  named(driver);
  expect(driver.state().focus).toBe('confirm.disk-1');
  expect(whole(driver)).not.toContain('Yes,');
  driver.type('0214');
  driver.press('enter');
  expect(driver.screen()).toContain('this is not /dev/nvme0n1:');
  driver.press('erase-line');
  driver.type('0101');
  driver.press('enter', 'down');
  expect(driver.lines()).toContain(' >  Yes, destroy all data on /dev/nvme1n1, /dev/nvme0n1 and install');
});

test('a disk of the preview that the machine does not have any more cannot be confirmed', async () => {
  const driver = await ready();
  const { preview } = driver.state();
  const asked = driver.requests.findLast(({ kind }) => kind === 'preview');
  if (!preview || asked?.kind !== 'preview') throw new Error('no preview');
  driver.send({ ...asked, preview: { ...preview, destroys: [{ device: '/dev/sdq', sentence: 'Lost.' }] } });
  driver.press('tab', 'enter', 'end', 'enter');
  expect(installs(driver)).toEqual([]);
});

async function onMachine(inventory: Inventory, serial: string, language: 'en' | 'zh'): Promise<Driver> {
  const base = fileFor('nvme-server', serial);
  const driver = start({ inventory, base, language, canShowChinese: true });
  driver.goTo('summary');
  await answer(driver, inventory);
  driver.press('tab', 'enter');
  return driver;
}

test.each([
  ['en', 'type its size, number and unit:', 'its size, number and unit must stand here'],
  ['zh', '请输入其容量（数字和单位）进行确认', '与 /dev/nvme1n1 不符：应为其容量'],
] as const)('a disk without a serial number is confirmed by its size (%s)', async (language, asks, wrong) => {
  const machine = recordedMachine('nvme-server');
  const disks = machine.disks.map((disk, index) =>
    index === 1 ? { ...disk, serial: '0000', bytes: 960e9, wwn: 'eui.1' } : disk,
  );
  const driver = await onMachine({ ...machine, disks }, '0000', language);
  const text = () =>
    driver
      .lines()
      .join(' ')
      .replaceAll(/\s+/g, language === 'en' ? ' ' : '');
  expect(text()).toContain(asks.replaceAll(' ', language === 'en' ? ' ' : ''));
  driver.type('0000');
  driver.press('enter');
  expect(text()).toContain(wrong.replaceAll(' ', language === 'en' ? ' ' : ''));
  driver.press('erase-line');
  driver.type('960gb');
  driver.press('enter', 'down', 'enter');
  expect(installs(driver)).toHaveLength(1);
});

test('F1 says what the text is for', async () => {
  const driver = await ready();
  driver.press('tab', 'enter', 'help');
  expect(driver.screen()).toContain('label on the disk or its tray');
});

test('on 80x24 the disk, its field and both answers are seen at once', async () => {
  const driver = await ready();
  named(driver);
  const text = driver.screen();
  for (const part of ['S64GNE0R800214', 'Confirm: [0214', 'No, go back', 'Yes, destroy'])
    expect(text).toContain(part);
  expect(text).not.toContain('more: PgUp PgDn');
});
