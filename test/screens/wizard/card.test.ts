import { describe, expect, test } from 'vitest';
import { machineNames, recordedMachine } from '../../machines.ts';
import { card, machineWith, wizardOn } from './cards.ts';

const MAC_1 = '50:9a:4c:6f:10:01';
const MAC_2 = '50:9a:4c:6f:10:02';
const dead = recordedMachine('two-nics-without-link');
const [eno1, eno2] = [card(), card({ name: 'eno2', mac: MAC_2, permanent_mac: MAC_2 })];
const linked = { link: 'up', speed_mbit: 1000 } as const;

function cursorLine(lines: readonly string[]): string {
  return lines.find((line) => line.startsWith(' > ')) ?? '';
}

test('a row says name, link and speed; below it stand model, driver, MAC address and slot', () => {
  const wizard = wizardOn({ inventory: recordedMachine('4kn'), page: 'card' });
  expect(wizard.screen()).toMatch(/\(\*\) eno1 \[Linked\] +1 Gbit\/s/);
  expect(wizard.screen()).toContain('( ) eno2 [NoLink]');
  expect(wizard.screen()).toContain('igb  6c:0b:84:d5:1a:02  0000:06:00.1');
  expect(wizard.screen()).toContain('Intel Corporation I350 Gigabit Network Connection');
});

test('the first card with a link is proposed, or the first card', () => {
  const second = wizardOn({ inventory: machineWith([eno1, { ...eno2, ...linked }]), page: 'card' });
  expect(second.document().network).toMatchObject({ interface: { mac: MAC_2 } });
  const none = wizardOn({ inventory: dead, page: 'card' });
  expect(none.document().network).toMatchObject({ interface: { mac: MAC_1 } });
});

test('a card without link is asked about, and may be chosen', () => {
  const wizard = wizardOn({ inventory: dead, page: 'card' });
  wizard.press('enter');
  expect(wizard.screen()).toContain('eno1 Cable Link Not Detected!\nAre You Sure to Continue ?');
  wizard.press('enter');
  expect(wizard.state().page).toBe('card');
  wizard.press('enter', 'right', 'enter');
  expect(wizard.state().page).toBe('dhcp');
});

test('a cable that is plugged in answers the question', () => {
  const wizard = wizardOn({ inventory: dead, page: 'card' });
  wizard.press('enter');
  wizard.send({ kind: 'inventory', inventory: machineWith([{ ...eno1, ...linked }, eno2]) });
  expect(wizard.state().overlay).toBeUndefined();
});

test('the list follows a cable, and the cursor stays on its card', () => {
  const wizard = wizardOn({ inventory: dead, page: 'card' });
  wizard.press('down');
  wizard.send({ kind: 'inventory', inventory: machineWith([eno1, { ...eno2, ...linked }]) });
  expect(cursorLine(wizard.lines())).toContain('eno2 [Linked]');
  const added = card({ name: 'eno0', mac: '50:9a:4c:6f:10:00', permanent_mac: '50:9a:4c:6f:10:00' });
  wizard.send({ kind: 'inventory', inventory: machineWith([added, eno1, { ...eno2, ...linked }]) });
  expect(cursorLine(wizard.lines())).toContain('eno2 [Linked]');
  wizard.send({ kind: 'inventory', inventory: machineWith([eno1]) });
  expect(cursorLine(wizard.lines())).toContain('eno1');
});

test('the machine is looked at every second tick, and only while the cards are shown', () => {
  const wizard = wizardOn({ inventory: dead, page: 'card' });
  wizard.tick(4);
  expect(wizard.requests).toEqual([{ kind: 'probe' }, { kind: 'probe' }]);
  wizard.goTo('addresses');
  wizard.tick(4);
  expect(wizard.requests).toHaveLength(2);
  const desk = wizardOn({ page: 'card' });
  desk.tick(4);
  expect(desk.requests).toEqual([]);
});

test('an unchanged machine changes nothing', () => {
  const wizard = wizardOn({ inventory: dead, page: 'card' });
  const before = wizard.state();
  wizard.send({ kind: 'inventory', inventory: recordedMachine('two-nics-without-link') });
  expect(wizard.state()).toBe(before);
});

test('a proposal that was accepted stays when links change later', () => {
  const wizard = wizardOn({ inventory: machineWith([{ ...eno1, ...linked }, eno2]), page: 'card' });
  wizard.press('tab', 'enter');
  expect(wizard.state().page).toBe('dhcp');
  wizard.send({ kind: 'inventory', inventory: machineWith([eno1, { ...eno2, ...linked }]) });
  expect(wizard.document().network).toMatchObject({ interface: { mac: MAC_1 } });
});

test('what is no card to choose is listed last, with the reason, and cannot be chosen', () => {
  const links = [
    card({ name: 'br0', kind: 'bridge' }),
    card({ name: 'veth1', kind: 'virtual', mac: '02:00:00:00:00:01', permanent_mac: undefined }),
    card({ name: 'wlo1', kind: 'wireless', mac: '02:00:00:00:00:02', permanent_mac: undefined }),
    card({ name: 'eno2', kind: 'slave', master: 'br0', mac: MAC_2, permanent_mac: MAC_2 }),
    eno1,
  ];
  const wizard = wizardOn({ inventory: machineWith(links), page: 'card' });
  const text = wizard.screen();
  expect(text.indexOf('eno1')).toBeLessThan(text.indexOf('br0'));
  expect(text).toMatch(/br0 +not offered: made of other cards \(bridge\)/);
  expect(text).toMatch(/veth1 not offered: no hardware/);
  expect(text).toMatch(/wlo1 +not offered: wireless/);
  expect(text).toMatch(/eno2 +not offered: held by br0/);
  for (let row = 0; row < 4; row += 1) {
    wizard.press('down');
    wizard.type(' ');
  }
  expect(wizard.document().network).toMatchObject({ interface: { mac: MAC_1 } });
});

test('32 cards scroll, none is cut', () => {
  const links = Array.from({ length: 32 }, (_, at) => {
    const mac = `02:00:00:00:01:${at.toString(16).padStart(2, '0')}`;
    return card({ name: `enp${at}s0f0np0`, mac, permanent_mac: mac });
  });
  const wizard = wizardOn({ inventory: machineWith(links), page: 'card' });
  for (let row = 0; row < 32; row += 1) {
    expect(cursorLine(wizard.lines())).toContain(`enp${row}s0f0np0 `);
    expect(wizard.cut()).toEqual([]);
    wizard.press('down');
  }
});

test('without a card the wizard says so and stays', () => {
  const wizard = wizardOn({ inventory: machineWith([card({ kind: 'virtual' })]), page: 'card' });
  expect(wizard.screen()).toContain('ERROR: No Network Interface Device Found!');
  wizard.focus('button:next');
  wizard.press('enter');
  expect(wizard.state().page).toBe('card');
  wizard.send({ kind: 'inventory', inventory: machineWith([{ ...eno1, ...linked }]) });
  expect(wizard.screen()).not.toContain('ERROR');
});

describe('a file that is edited', () => {
  const selectors = [{ name: 'eno2' }, { path: 'pci-0000:02:00.1' }, { mac: MAC_2.toUpperCase() }];

  test.each(selectors)('%o is matched to its card and kept', (selector) => {
    const wizard = wizardOn({ inventory: dead, base: { network: { interface: selector } }, page: 'card' });
    expect(wizard.screen()).toContain('(*) eno2');
    expect(cursorLine(wizard.lines())).toContain('eno2');
    expect(wizard.document().network).toMatchObject({ interface: selector });
    wizard.press('up');
    wizard.type(' ');
    expect(wizard.document().network).toMatchObject({ interface: { mac: MAC_1 } });
  });

  test('a card that is not there is named, and holds the page', () => {
    const base = { network: { interface: { name: 'eno9' } } };
    const wizard = wizardOn({ inventory: dead, base, page: 'card' });
    wizard.press('tab', 'enter');
    expect(wizard.state().page).toBe('card');
    expect(wizard.screen()).toContain('this machine has no network card eno9');
    expect(wizard.document().network).toMatchObject(base.network);
  });

  test.each(selectors)('%o is shown as text at a desk', (selector) => {
    const wizard = wizardOn({ base: { network: { interface: selector } }, page: 'card' });
    expect(wizard.screen()).toContain(`[${Object.values(selector)[0]}`);
    expect(wizard.document().network).toMatchObject({ interface: selector });
  });
});

test.each([
  ['52:54:00:ab:cd:ef', { mac: '52:54:00:ab:cd:ef' }],
  ['52-54-00', { mac: '52-54-00' }],
  ['eno1', { name: 'eno1' }],
  ['pci-0000:01:00.0', { path: 'pci-0000:01:00.0' }],
])('at a desk %s is written as it is meant', (text, selector) => {
  const wizard = wizardOn({ page: 'card' });
  wizard.type(text);
  expect(wizard.document().network).toMatchObject({ interface: selector });
});

test('at a desk a card must be written, and a wrong MAC address is said', () => {
  const wizard = wizardOn({ page: 'card' });
  wizard.press('enter');
  expect(wizard.state().page).toBe('card');
  expect(wizard.screen()).toContain('must have exactly one of mac, name, path');
  wizard.focus('network.interface.written');
  wizard.type('52:54');
  wizard.press('enter');
  expect(wizard.screen()).toContain('52:54 is not a MAC address');
});

test.each(machineNames.flatMap((name) => [[name, 'en'] as const, [name, 'zh'] as const]))(
  'no row of %s is cut (%s)',
  (name, language) => {
    const wizard = wizardOn({ inventory: recordedMachine(name), language, page: 'card' });
    expect(wizard.cut()).toEqual([]);
  },
);
