import { describe, expect, test } from 'vitest';
import { card, machineWith, OFFER, wizardOn } from './cards.ts';

const CARDS = ['eno1', 'eno2', 'eno3'].map((name, index) => {
  const mac = `52:54:00:00:00:0${index + 1}`;
  return card({ name, mac, permanent_mac: mac, link: 'up' });
});
const inventory = machineWith(CARDS);
const macOf = (last: number) => ({ mac: `52:54:00:00:00:0${last}` });
const AGENT = {
  role: 'agent',
  agent: { controllers: ['192.168.1.2:80'], install_code: '8070' },
  network: { interface: macOf(1), address: '192.168.1.9/24' },
};

function toMore(base: Record<string, unknown> = AGENT) {
  const wizard = wizardOn({ base, inventory, page: 'addresses' });
  wizard.press('down', 'down', 'enter');
  return wizard;
}

test('a person who needs none of it presses no key for it', () => {
  const wizard = wizardOn({ base: AGENT, inventory, page: 'network-mode' });
  wizard.press('enter');
  expect(wizard.state().page).toBe('addresses');
  expect(wizard.screen()).toContain('More: VLAN');
  // A line each: how, address, gateway, name servers, domains, MTU.
  wizard.press('enter', 'enter', 'enter', 'enter', 'enter', 'enter');
  expect(wizard.state().page).toBe('disk');
  expect(wizard.document()).toMatchObject({ network: AGENT.network });
  expect(wizard.document().container_network).toBeUndefined();
  wizard.goTo('summary');
  expect(wizard.screen()).not.toMatch(/VLAN|Further card|More of the Network/);
});

test('the line of the addresses opens it, its end and Esc lead back', () => {
  const wizard = toMore();
  expect(wizard.state().page).toBe('network-more');
  wizard.press('escape');
  expect(wizard.state().page).toBe('addresses');
  wizard.press('down', 'down', 'enter');
  wizard.press('enter', 'enter', 'enter', 'enter', 'enter');
  expect(wizard.state().page).toBe('addresses');
  expect(wizard.document()).toMatchObject(AGENT);
});

test('a VLAN: what DHCP offered without it is not proposed', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: OFFER });
  wizard.goTo('network-more');
  wizard.fill('network.vlan', '5000');
  expect(wizard.screen()).toContain('must be 4094 or less');
  wizard.press('escape');
  wizard.goTo('network-more');
  wizard.fill('network.vlan', '100');
  wizard.goTo('addresses');
  expect(wizard.screen()).not.toContain('from DHCP');
  expect(wizard.document().network).toEqual({ interface: macOf(1), vlan: 100 });
});

describe('several cards as one', () => {
  test('the card that was chosen is one of them, and each is offered once', () => {
    const wizard = toMore();
    wizard.focus('network.bond.mode');
    wizard.press('down', 'enter');
    expect(wizard.state().focus).toBe('network.bond.card_1');
    expect(wizard.screen()).not.toContain('eno1 ');
    wizard.press('enter');
    expect(wizard.state().focus).toBe('network.bond.card_2');
    expect(wizard.document().network).toMatchObject({
      bond: { mode: 'active-backup', members: [macOf(1), macOf(2)] },
    });
    wizard.press('up', 'enter');
    expect(wizard.document().network).toMatchObject({ bond: { members: [macOf(1), macOf(2), macOf(3)] } });
    wizard.goTo('summary');
    const above = wizard.screen();
    wizard.press('page-down');
    const all = above + wizard.screen();
    expect(all).toMatch(/More of the Network\s+Several cards as one: active-backup/);
    expect(all).toMatch(/Further card: eno2.*Further card: eno3/s);
  });

  test('a file keeps its members until they are others', () => {
    const bond = { mode: '802.3ad', members: [{ name: 'eno2' }, macOf(1)] };
    const wizard = toMore({ ...AGENT, network: { ...AGENT.network, bond } });
    expect(wizard.document().network).toMatchObject({ bond });
    wizard.focus('network.bond.mode');
    wizard.press('up', 'enter');
    expect(wizard.document().network).toMatchObject({
      bond: { mode: 'active-backup', members: [macOf(1), { name: 'eno2' }] },
    });
    wizard.focus('network.bond.mode');
    wizard.press('up', 'enter');
    expect(wizard.document().network).not.toHaveProperty('bond');
  });

  test('alone it is none: the rule is said here, and holds the page', () => {
    const wizard = toMore();
    wizard.focus('network.bond.mode');
    wizard.press('down', 'enter', 'down', 'down', 'enter');
    wizard.focus('button:next');
    wizard.press('enter');
    expect(wizard.state().page).toBe('network-more');
    expect(wizard.screen()).toContain('must have 2 or more entries');
  });

  test('at a desk the cards are typed', () => {
    const wizard = wizardOn({ base: AGENT, page: 'network-more' });
    wizard.focus('network.bond.mode');
    wizard.press('down', 'down', 'enter');
    wizard.fill('network.bond.cards', '52:54:00:00:00:07, eno9');
    expect(wizard.document().network).toMatchObject({
      bond: { mode: '802.3ad', members: [macOf(1), macOf(7), { name: 'eno9' }] },
    });
  });
});

describe('addresses for containers', () => {
  test('ranges as they are read aloud', () => {
    const wizard = toMore();
    wizard.fill('container_network.pool', '192.168.1.20 - 192.168.1.29,192.168.1.40');
    wizard.fill('container_network.dns', '192.168.1.3');
    expect(wizard.document().container_network).toEqual({
      pool: [
        { start: '192.168.1.20', end: '192.168.1.29' },
        { start: '192.168.1.40', end: '192.168.1.40' },
      ],
      dns: '192.168.1.3',
    });
  });

  test.each([
    ['192.168.1.5-192.168.1.19', 'contains 192.168.1.9'],
    ['192.168.1.20-192.168.2.29', "outside the node's network"],
    ['192.168.1.20-192.168.1.29-x', 'is not an address'],
    ['many', 'is not an address'],
  ])('%s: the rule of the file is said at the field', (text, said) => {
    const wizard = toMore();
    wizard.fill('container_network.pool', text);
    expect(wizard.screen().replaceAll(/\n +/g, ' ')).toContain(said);
  });

  test('a controller is not asked', () => {
    const wizard = wizardOn({ base: { role: 'controller' }, inventory, page: 'network-more' });
    expect(wizard.screen()).toContain('VLAN');
    expect(wizard.screen()).not.toContain('Containers');
  });

  test('another address of the node says what it makes wrong', () => {
    const base = { ...AGENT, container_network: { pool: [{ start: '192.168.1.20', end: '192.168.1.29' }] } };
    const wizard = wizardOn({ base, inventory, page: 'addresses' });
    wizard.fill('network.address', '192.168.1.25/24');
    expect(wizard.screen().replaceAll(/\n +/g, ' ')).toContain(
      'container_network.pool[0]: contains 192.168.1.25',
    );
  });
});
