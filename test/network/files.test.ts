import { describe, expect, test } from 'vitest';
import { type NodeNetwork, networkFiles } from '../../src/network/files.ts';

const STATIC: NodeNetwork = {
  card: { name: 'eno1', mac: '52:54:00:00:00:01' },
  on: 'card',
  address: { method: 'static', cidrs: ['192.168.122.170/24'] },
  gateway: ['192.168.122.1'],
  dns: [],
  search: [],
};
const DHCP = { ...STATIC, address: { method: 'dhcp' }, gateway: [] } as const;

/** The files as one text, for reading. */
const shown = (network: NodeNetwork, match: 'permanent-mac' | 'mac' = 'permanent-mac') =>
  networkFiles(network, match)
    .map(({ name, content }) => `${name}:\n${content}`)
    .join('\n');

test('an address on the card: its name is pinned, its file finds it by the burnt-in address', () => {
  expect(shown(STATIC)).toBe(`eno1.link:
[Match]
PermanentMACAddress=52:54:00:00:00:01

[Link]
Name=eno1

eno1-static.network:
[Match]
PermanentMACAddress=52:54:00:00:00:01

[Network]
DHCP=no
IPv6AcceptRA=no
Address=192.168.122.170/24
Gateway=192.168.122.1
`);
});

test('an address on br0: the bridge takes the MAC address of the card', () => {
  expect(shown({ ...STATIC, on: 'br0', mtu: 9000, search: ['a.example', 'b.example'] })).toBe(`eno1.link:
[Match]
PermanentMACAddress=52:54:00:00:00:01

[Link]
Name=eno1

br0.netdev:
[NetDev]
Name=br0
Kind=bridge
MACAddress=52:54:00:00:00:01
MTUBytes=9000

br0-static.network:
[Match]
Name=br0

[Network]
DHCP=no
IPv6AcceptRA=no
Address=192.168.122.170/24
Gateway=192.168.122.1
Domains=a.example b.example

br0-slave-eno1.network:
[Match]
PermanentMACAddress=52:54:00:00:00:01

[Link]
MTUBytes=9000

[Network]
Bridge=br0
`);
});

test('DHCP: the server knows the card by its address, and name servers of the answers come first', () => {
  expect(networkFiles({ ...DHCP, dns: ['192.0.2.53'] }, 'permanent-mac')[1]).toEqual({
    name: 'eno1-static.network',
    content: `[Match]
PermanentMACAddress=52:54:00:00:00:01

[Network]
DHCP=yes
DNS=192.0.2.53

[DHCPv4]
ClientIdentifier=mac
UseDomains=yes
`,
  });
});

describe('for a systemd that knows no permanent addresses', () => {
  test('every file that names the address also asks for a path, which br0 with the same address has not', () => {
    const files = networkFiles({ ...STATIC, on: 'br0' }, 'mac').filter(({ content }) =>
      content.startsWith('[Match]\nMAC'),
    );
    expect(files.map((file) => file.name)).toEqual(['eno1.link', 'br0-slave-eno1.network']);
    for (const { content } of files)
      expect(content).toMatch(/^\[Match\]\nMACAddress=52:54:00:00:00:01\nPath=\*\n\n/);
    expect(shown(STATIC, 'mac')).not.toContain('Permanent');
  });
});

describe('gateways', () => {
  const main = (network: NodeNetwork) => networkFiles(network, 'permanent-mac')[1]?.content ?? '';
  const both: NodeNetwork = {
    ...STATIC,
    address: { method: 'static', cidrs: ['192.168.122.170/24', '2001:db8:1::170/64', '192.168.123.170/24'] },
  };

  test.each([['192.168.122.1'], ['192.168.123.1'], ['2001:db8:1::1'], ['fe80::1']])(
    '%s is reached through an address of the node',
    (gateway) => {
      expect(main({ ...both, gateway: [gateway] })).toContain(`\nGateway=${gateway}\n`);
      expect(main({ ...both, gateway: [gateway] })).not.toContain('[Route]');
    },
  );

  test.each([['10.0.0.1'], ['2001:db8:2::1'], ['169.254.1.1']])('%s is told to be on the link', (gateway) => {
    const text = main({ ...both, gateway: [gateway] });
    expect(text).toContain(`[Route]\nGateway=${gateway}\nGatewayOnLink=yes\n`);
    expect(text.match(/Gateway=/g)).toHaveLength(1);
  });

  test('one for each family', () => {
    expect(main({ ...both, gateway: ['192.168.122.1', 'fe80::1'] })).toContain(
      'Gateway=192.168.122.1\nGateway=fe80::1\n',
    );
  });
});

test('equal names whatever the address, so that an edit leaves no old file that wins', () => {
  const names = (network: NodeNetwork) => networkFiles(network, 'permanent-mac').map((file) => file.name);
  expect(names(DHCP)).toEqual(names(STATIC));
});

describe('several cards as one', () => {
  const BOND: NodeNetwork = {
    ...STATIC,
    bond: {
      mode: 'active-backup',
      members: [
        { name: 'eno1', mac: '52:54:00:00:00:01' },
        { name: 'eno2', mac: '52:54:00:00:00:02' },
      ],
    },
  };
  const LACP: NodeNetwork = { ...BOND, bond: { mode: '802.3ad', members: BOND.bond?.members ?? [] } };

  test('every member is found by its burnt-in address, the bond has that of the first', () => {
    expect(shown(BOND)).toBe(`eno1.link:
[Match]
PermanentMACAddress=52:54:00:00:00:01

[Link]
Name=eno1

eno2.link:
[Match]
PermanentMACAddress=52:54:00:00:00:02

[Link]
Name=eno2

bond0.netdev:
[NetDev]
Name=bond0
Kind=bond
MACAddress=52:54:00:00:00:01

[Bond]
Mode=active-backup
MIIMonitorSec=100ms

bond0-slave-eno1.network:
[Match]
PermanentMACAddress=52:54:00:00:00:01

[Link]
RequiredForOnline=no

[Network]
Bond=bond0

bond0-slave-eno2.network:
[Match]
PermanentMACAddress=52:54:00:00:00:02

[Link]
RequiredForOnline=no

[Network]
Bond=bond0

bond0-static.network:
[Match]
Name=bond0

[Network]
DHCP=no
IPv6AcceptRA=no
Address=192.168.122.170/24
Gateway=192.168.122.1
`);
  });

  test('802.3ad asks the switch for its answers every second', () => {
    expect(shown(LACP)).toContain(
      '[Bond]\nMode=802.3ad\nMIIMonitorSec=100ms\nLACPTransmitRate=fast\nTransmitHashPolicy=layer2+3\n',
    );
  });

  test('br0 over a VLAN over the bond: one MTU on all, an address on br0 only', () => {
    const files = networkFiles({ ...LACP, vlan: 100, on: 'br0', mtu: 9000 }, 'permanent-mac');
    expect(files.map(({ name }) => name)).toEqual([
      'eno1.link',
      'eno2.link',
      'bond0.netdev',
      'bond0-slave-eno1.network',
      'bond0-slave-eno2.network',
      'vlan100.netdev',
      'bond0-static.network',
      'br0.netdev',
      'br0-static.network',
      'br0-slave-vlan100.network',
    ]);
    const text = (name: string) => files.find((file) => file.name === name)?.content;
    expect(text('vlan100.netdev')).toBe(
      '[NetDev]\nName=vlan100\nKind=vlan\nMTUBytes=9000\n\n[VLAN]\nId=100\n',
    );
    expect(text('bond0-static.network')).toBe(
      '[Match]\nName=bond0\n\n[Link]\nRequiredForOnline=no\n\n[Network]\nVLAN=vlan100\nDHCP=no\nLinkLocalAddressing=no\n',
    );
    expect(text('br0-slave-vlan100.network')).toBe('[Match]\nName=vlan100\n\n[Network]\nBridge=br0\n');
    for (const { name, content } of files) {
      expect(content.includes('Address=192'), name).toBe(name === 'br0-static.network');
      const carries = name.endsWith('.netdev') || /^bond0-slave/.test(name);
      expect(content.includes('MTUBytes=9000'), name).toBe(carries);
    }
  });
});

test('a VLAN of the card: the card itself has no address, not even one it makes up', () => {
  expect(shown({ ...STATIC, vlan: 7, mtu: 1400 }, 'mac')).toBe(`eno1.link:
[Match]
MACAddress=52:54:00:00:00:01
Path=*

[Link]
Name=eno1

vlan7.netdev:
[NetDev]
Name=vlan7
Kind=vlan
MTUBytes=1400

[VLAN]
Id=7

eno1-static.network:
[Match]
MACAddress=52:54:00:00:00:01
Path=*

[Link]
MTUBytes=1400
RequiredForOnline=no

[Network]
VLAN=vlan7
DHCP=no
LinkLocalAddressing=no

vlan7-static.network:
[Match]
Name=vlan7

[Network]
DHCP=no
IPv6AcceptRA=no
Address=192.168.122.170/24
Gateway=192.168.122.1
`);
});
