import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Inventory } from '../../../src/installer/inventory.ts';
import { type Previewed, previewInstall } from '../../../src/installer/preview.ts';
import { rowCells } from '../../../src/screens/width.ts';
import { askedOnly } from '../../../src/screens/wizard/asked-only.ts';
import { askedPages } from '../../../src/screens/wizard/focus.ts';
import type { Request } from '../../../src/screens/wizard/message.ts';
import { allPages } from '../../../src/screens/wizard/pages/all.ts';
import type { Start } from '../../../src/screens/wizard/state.ts';
import { wholeFrame } from '../../../src/screens/wizard/view.ts';
import { machineNames, recordedMachine } from '../../machines.ts';
import { recordingMachine } from '../../recording-machine.ts';
import { type Driver, start } from './driver.ts';

const HASH = `$6$saltsalt$${'h'.repeat(86)}`;
const KEY = 'K'.repeat(40);
const CODE = '8071';

const common = {
  version: 1,
  system: { hostname: 'node1', password_hash: HASH },
  network: { address: '192.168.122.171/24', gateway: '192.168.122.1' },
};
const roles = {
  controller: { ...common, role: 'controller', controller: { auth_key: KEY } },
  agent: {
    ...common,
    role: 'agent',
    agent: { controllers: ['192.168.122.170:80'], install_code: CODE, network_mode: 'bridge' },
  },
};

/** A file that fits a machine: its first card, and its disk by serial number. */
function fileFor(name: string, serial?: string, role: keyof typeof roles = 'controller') {
  const { links } = recordedMachine(name);
  const file = roles[role];
  return {
    ...file,
    network: { ...file.network, interface: { name: links[0]?.name } },
    ...(serial === undefined ? {} : { disk: { target: { serial } } }),
  };
}

const lastPreview = (requests: readonly Request[]) =>
  requests.filter((request) => request.kind === 'preview').at(-1);

/** Answers the last wish for a preview as the program does. */
async function answer(driver: Driver, inventory: Inventory | undefined): Promise<Previewed> {
  const asked = lastPreview(driver.requests);
  if (!asked) throw new Error('no preview was asked for');
  let block = 0;
  const random = (bytes: number) =>
    createHash('shake256', { outputLength: bytes }).update(`${block++}`).digest();
  const made = await previewInstall(asked.document, { inventory, machine: recordingMachine(), random });
  driver.send({ kind: 'preview', document: asked.document, preview: made.preview });
  return made;
}

async function ready(options: Partial<Start> = {}): Promise<Driver> {
  const inventory = recordedMachine('nvme-server');
  const driver = start({ inventory, base: fileFor('nvme-server', 'S64GNE0R800214'), ...options });
  open(driver, 'summary');
  await answer(driver, inventory);
  return driver;
}

/** Opens a page as a menu does, with what it asks for. */
function open(driver: Driver, id: string): void {
  driver.goTo(id);
  const page = allPages.find((one) => one.id === id);
  driver.requests.push(...(page?.onOpen?.(driver.state()) ?? []));
}

/** Moves to the menu's line that shows a text. */
function moveTo(driver: Driver, text: string): void {
  driver.press('home');
  for (let moved = 0; moved < 100; moved++) {
    if (driver.lines().some((line) => line.startsWith(' > ') && line.includes(text))) return;
    driver.press('down');
  }
  throw new Error(`no line ${text}\n${driver.screen()}`);
}

/** Everything on a page, however long. */
function whole(driver: Driver): string {
  const { rows } = wholeFrame({ ...driver.state(), size: { columns: 80, rows: 400 } });
  return rows.map((row) => row.map(({ text }) => text).join('')).join('\n');
}

test('every answer stands in the summary, and what is destroyed', async () => {
  const text = whole(await ready());
  for (const words of [
    'HTTP Port: 80',
    'HostName: node1',
    'IP/Mask: 192.168.122.171/24',
    '/dev/nvme1n1 1.92 TB SAMSUNG MZQL21T9HCJR-00A07 nvme',
    'All data on /dev/nvme1n1 (1.92 TB, SAMSUNG MZQL21T9HCJR-00A07, serial S64GNE0R800214)',
  ])
    expect(text.replaceAll(/\s+/g, ' ')).toContain(words);
  expect(text).toMatch(/Password: \*{6}$/m);
});

test('what is destroyed is seen at once, in both languages', async () => {
  expect((await ready()).screen()).toContain('! All data on /dev/nvme1n1');
  const chinese = await ready({ language: 'zh', canShowChinese: true });
  expect(chinese.screen()).toMatch(/! \/dev\/nvme1n1.*全部数据将丢失/s);
});

test('a line opens its page, and Next walks on from there', async () => {
  const driver = await ready();
  moveTo(driver, 'HostName');
  driver.press('enter');
  expect(driver.state().page).toBe('system');
  driver.goTo('disk');
  driver.press('tab', 'enter');
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

test('with an error there is no way on; its line opens the page that mends it', async () => {
  const inventory = recordedMachine('nvme-server');
  const driver = start({ inventory, base: fileFor('nvme-server', 'nobody') });
  open(driver, 'summary');
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
  open(driver, 'summary');
  const { preview } = await answer(driver, undefined);
  expect(preview.problems.length).toBeGreaterThan(4);
  const menu = driver.state().pages.find(({ id }) => id === 'summary')?.fields[0];
  const lines = menu?.kind === 'menu' ? menu.options(driver.state()) : [];
  const problems = lines.filter(({ value }) => value.startsWith('problem-'));
  expect(problems.length).toBe(preview.problems.length);
  expect(problems.filter(({ does }) => does === undefined)).toEqual([]);
});

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
  open(driver, 'summary');
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

const all = machineNames.flatMap((name) =>
  (['en', 'zh'] as const).flatMap((language) =>
    (['controller', 'agent'] as const).map((role) => [name, language, role] as const),
  ),
);

test.each(all)('%s, %s, %s: no row is cut and no secret is shown', async (name, language, role) => {
  const inventory = recordedMachine(name);
  const good = inventory.disks.find(({ is_medium, serial }) => !is_medium && serial !== undefined);
  const base = fileFor(name, good?.serial, role);
  const driver = start({ inventory, base, language, canShowChinese: true });
  open(driver, 'summary');
  const { preview } = await answer(driver, inventory);
  expect(driver.state().language).toBe(language);
  const shown = [JSON.stringify(preview)];
  for (const id of ['disk', 'summary', 'cloud-config', 'plan', 'confirm', 'save']) {
    driver.goTo(id);
    const { rows } = wholeFrame({ ...driver.state(), size: { columns: 80, rows: 2000 } });
    expect(rows.filter((row) => rowCells(row) > 80)).toEqual([]);
    shown.push(whole(driver));
  }
  const text = shown.join('\n');
  for (const secret of [HASH, KEY, HASH.slice(-20)]) expect(text).not.toContain(secret);
  expect(text).not.toMatch(new RegExp(`(?<![\\w-])${CODE}(?![\\w-])`));
});

test('some sections of a file are asked, the others are filled', async () => {
  const inventory = recordedMachine('nvme-server');
  const base = fileFor('nvme-server', 'S64GNE0R800214');
  const driver = start({ pages: askedOnly(allPages, ['network', 'disk']), inventory, base });
  const sections = new Set(askedPages(driver.state()).map(({ section }) => section));
  expect([...sections]).toEqual(['network', 'disk', 'confirm']);
  open(driver, 'summary');
  expect((await answer(driver, inventory)).preview.destroys.length).toBe(1);
  expect(whole(driver)).toContain('HostName: node1');
  moveTo(driver, 'HostName');
  driver.press('enter');
  expect(driver.state().page).toBe('system');
});
