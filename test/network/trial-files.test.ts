import { expect, test } from 'vitest';
import { type NodeNetwork, networkFiles } from '../../src/network/files.ts';
import {
  addressDevice,
  isTrialFile,
  netdevsOf,
  trialFiles,
  withoutAddresses,
} from '../../src/network/trial-files.ts';

const card = { name: 'eno1', mac: '52:54:00:00:00:01' };
const plain: NodeNetwork = {
  card,
  on: 'card',
  address: { method: 'static', cidrs: ['192.0.2.5/24', '2001:db8::5/64'] },
  gateway: ['192.0.2.1', '198.51.100.1'],
  dns: ['192.0.2.1'],
  search: ['example.com'],
  mtu: 9000,
};
const bond = {
  mode: 'active-backup',
  members: [card, { name: 'eno2', mac: '52:54:00:00:00:02' }],
} as const;
const shapes: [string, NodeNetwork, string, string[]][] = [
  ['a card', plain, 'eno1', []],
  ['a bridge', { ...plain, on: 'br0' }, 'br0', ['br0']],
  ['a VLAN', { ...plain, vlan: 100 }, 'vlan100', ['vlan100']],
  [
    'a bridge over a VLAN of a bond',
    { ...plain, on: 'br0', vlan: 100, bond },
    'br0',
    ['br0', 'vlan100', 'bond0'],
  ],
  ['DHCP', { ...plain, address: { method: 'dhcp' }, gateway: [] }, 'eno1', []],
];

test.each(shapes)(
  '%s: the same content, the device of the addresses, what is made',
  (_, network, device, made) => {
    const node = networkFiles(network, 'permanent-mac');
    const files = trialFiles(node);
    expect(files.map(({ content }) => content)).toEqual(
      node.filter(({ name }) => !name.endsWith('.link')).map(({ content }) => content),
    );
    expect(files.every(({ name }) => isTrialFile(name) && name < '/run/systemd/network/10')).toBe(true);
    expect(addressDevice(files, 'eno1')).toBe(device);
    expect(netdevsOf(files).toSorted()).toEqual(made.toSorted());
  },
);

test.each(shapes)('%s without addresses: the same devices, and nothing that sends', (_, network) => {
  const silent = trialFiles(networkFiles(network, 'permanent-mac')).map(withoutAddresses);
  const text = silent.map(({ content }) => content).join('\n');
  expect(text).not.toMatch(/^(Address|Gateway|DNS|Domains)=|^DHCP=yes|^\[Route\]/m);
  expect(text).toContain('LinkLocalAddressing=no');
  expect(text).toContain('MTUBytes=9000');
});
