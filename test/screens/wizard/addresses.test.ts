import { describe, expect, test } from 'vitest';
import { recordedMachine } from '../../machines.ts';
import { OFFER, wizardOn } from './cards.ts';

const inventory = recordedMachine('multipath');

function offered(language: 'en' | 'zh' = 'en') {
  const wizard = wizardOn({ inventory, language, page: 'dhcp' });
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: OFFER });
  wizard.goTo('addresses');
  return wizard;
}

test('the form is filled from the offer and says so', () => {
  const wizard = offered();
  expect(wizard.screen()).toContain('SetUp eno1');
  expect(wizard.screen().match(/from DHCP/g)).toHaveLength(4);
  expect(wizard.document().network).toEqual({
    interface: { mac: 'b0:26:28:1e:00:01' },
    address: '192.168.122.57/24',
    gateway: '192.168.122.1',
    dns: ['192.168.122.1', '192.168.122.2'],
    search: ['example.com'],
  });
});

test('what was typed survives a late offer, the rest follows it', () => {
  const wizard = wizardOn({ inventory, page: 'addresses' });
  wizard.fill('network.address', '10.0.0.5/8');
  wizard.fill('network.gateway', '');
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: OFFER });
  expect(wizard.document().network).toMatchObject({
    address: '10.0.0.5/8',
    dns: ['192.168.122.1', '192.168.122.2'],
  });
  expect(wizard.document().network).not.toHaveProperty('gateway');
  expect(wizard.screen().match(/from DHCP/g)).toHaveLength(2);
});

test('the caret stands behind an offer that comes while it is in the empty field', () => {
  const wizard = wizardOn({ inventory, page: 'addresses' });
  wizard.focus('network.address');
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: OFFER });
  wizard.press('backspace');
  expect(wizard.document().network).toMatchObject({ address: '192.168.122.57/2' });
});

test('DHCP at every start asks for no address and takes nothing of the offer', () => {
  const wizard = offered();
  wizard.press('down');
  wizard.type(' ');
  expect(wizard.document().network).toEqual({ interface: { mac: 'b0:26:28:1e:00:01' }, address: 'dhcp' });
  expect(wizard.screen()).not.toContain('IP/Mask');
  wizard.press('up');
  wizard.type(' ');
  expect(wizard.document().network).toMatchObject({ address: '192.168.122.57/24' });
});

const agent = { controllers: ['192.168.1.9:80'], install_code: '8070' };
const ha = { members: ['192.168.1.5', '192.168.1.6', '192.168.1.7'], virtual_ip: '192.168.2.8' };

describe('a problem is said at its field and holds the page', () => {
  test.each([
    ['network.address', '192.168.1.5', 'is not an address with prefix length', {}],
    ['network.address', '192.168.1.0/24', 'is the address of the network', {}],
    ['network.address', '10.0.0.5/24, 10.0.0.5/24', 'is written twice', {}],
    ['network.gateway', '192.168.1.5', "is the node's own address", {}],
    ['network.gateway', '192.168.9.1', "is outside the node's network", {}],
    ['network.gateway', 'x', 'is not an address', {}],
    ['network.dns', '192.168.1.1, x', 'x is not an address', {}],
    ['network.dns', '224.0.0.1', 'is a special address', {}],
    ['network.search', 'a..b', 'is not a domain name', {}],
    ['network.mtu', '100', '576', {}],
    ['network.mtu', 'big', 'big', {}],
    [
      'network.address',
      '192.168.1.254/24',
      'leaves no room',
      { role: 'agent', agent: { ...agent, network_mode: 'ipvlan' } },
    ],
    [
      'network.address',
      '192.168.1.8/24',
      'agent.controllers',
      { role: 'agent', agent: { ...agent, network_mode: 'ipvlan' } },
    ],
    [
      'network.address',
      '192.168.1.9/24',
      "agent.controllers: 192.168.1.9 is this node's own",
      { role: 'agent', agent },
    ],
    [
      'network.address',
      '192.168.1.4/24',
      'controller.ha.members: does not have the address of this node',
      { role: 'controller', controller: { ha, auth_key: 'a'.repeat(32) } },
    ],
    [
      'network.address',
      '192.168.1.5/24',
      'controller.ha.virtual_ip: 192.168.2.8 is outside',
      { role: 'controller', controller: { ha, auth_key: 'a'.repeat(32) } },
    ],
  ])('%s %s: %s', (field, text, said, base) => {
    const wizard = wizardOn({
      base: { ...base, network: { interface: { name: 'eno1' } } },
      page: 'addresses',
    });
    wizard.fill('network.address', '192.168.1.5/24');
    wizard.fill(field, text);
    wizard.focus('button:next');
    wizard.press('enter');
    expect(wizard.state().page).toBe('addresses');
    const lines = wizard.screen().replaceAll(/\n +/g, ' ');
    expect(lines).toContain(said);
  });

  test('HA needs a fixed address', () => {
    const base = {
      role: 'controller',
      controller: { ha, auth_key: 'a'.repeat(32) },
      network: { interface: { name: 'eno1' }, address: 'dhcp' },
    };
    const wizard = wizardOn({ base, page: 'addresses' });
    wizard.focus('button:next');
    wizard.press('enter');
    expect(wizard.state().page).toBe('addresses');
    expect(wizard.screen()).toContain('controller.ha: needs a static address');
  });
});

test('the fixed address is required', () => {
  const wizard = wizardOn({ base: { network: { interface: { name: 'eno1' } } }, page: 'addresses' });
  wizard.focus('button:next');
  wizard.press('enter');
  expect(wizard.state().focus).toBe('network.address');
});

test.each([
  { interface: { name: 'eno1' }, address: 'dhcp' },
  { interface: { name: 'eno1' }, address: 'dhcp', gateway: '10.0.0.1', dns: ['10.0.0.2'] },
  { interface: { path: 'pci-0000:01:00.0' }, address: '10.0.0.5/24', gateway: '10.0.0.1', mtu: 9000 },
  {
    interface: { mac: '52:54:00:00:00:01' },
    address: ['10.0.0.5/24', '2001:db8::5/64'],
    gateway: ['10.0.0.1', 'fe80::1'],
    dns: ['10.0.0.2', '2001:db8::1'],
    search: ['a.example', 'b.example'],
    vlan: 100,
  },
])('%o comes back as it was', (network) => {
  const wizard = wizardOn({ base: { network }, page: 'addresses' });
  expect(wizard.document().network).toEqual(network);
});

describe('kind of network', () => {
  test('is asked of agents only, and kept while the role changes', () => {
    const wizard = wizardOn({ inventory, base: { role: 'agent' }, page: 'dhcp' });
    wizard.press('enter');
    expect(wizard.state().page).toBe('network-mode');
    wizard.press('down', 'enter');
    expect(wizard.state().page).toBe('addresses');
    expect(wizard.document()).toMatchObject({ agent: { network_mode: 'ipvlan' } });
    wizard.goTo('role');
    wizard.press('up');
    wizard.type(' ');
    expect(wizard.document()).not.toHaveProperty('agent');
    wizard.press('down');
    wizard.type(' ');
    expect(wizard.document()).toMatchObject({ agent: { network_mode: 'ipvlan' } });
  });

  test.each(['en', 'zh'] as const)('no row is cut (%s)', (language) => {
    const wizard = wizardOn({ inventory, language, base: { role: 'agent' }, page: 'network-mode' });
    expect(wizard.screen()).toContain('bridge');
    expect(wizard.cut()).toEqual([]);
    wizard.goTo('addresses');
    expect(wizard.cut()).toEqual([]);
  });
});

test.each(['en', 'zh'] as const)('no row of the filled form is cut (%s)', (language) => {
  const wizard = offered(language);
  wizard.fill('network.address', `${'2001:db8::1/64, '.repeat(20)}`);
  wizard.fill('network.dns', 'x'.repeat(300));
  expect(wizard.cut()).toEqual([]);
  wizard.press('help');
  expect(wizard.cut()).toEqual([]);
});
