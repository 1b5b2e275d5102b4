import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CommandFailed } from '../../src/machine.ts';
import { linkSchema } from '../../src/network/link.ts';
import { probeLinks } from '../../src/network/probe.ts';
import { recordingMachine } from '../recording-machine.ts';
import { readTree } from '../sysroot.ts';

const recorded = (name: string) => readFileSync(new URL(`recorded/${name}`, import.meta.url), 'utf8');
const sysfs = Object.fromEntries(
  readTree(new URL('recorded/sysfs.txt', import.meta.url)).map((e) => [
    e.path,
    'content' in e ? `${e.content}\n` : '',
  ]),
);

function machine(fails: (line: string) => boolean = () => false) {
  const outputs = {
    find: recorded('find.txt'),
    lspci: recorded('lspci.txt'),
    ip: recorded('ip-address.json'),
  };
  return recordingMachine({ outputs, files: sysfs, fails });
}

async function probed(name: string) {
  const { links } = await probeLinks({ machine: machine() });
  return links.find((link) => link.name === name);
}

test('every Ethernet device is there with its kind, the loopback and tunnels are not', async () => {
  const { links, findings } = await probeLinks({ machine: machine() });
  expect(links.map((link) => `${link.name} ${link.kind} ${link.link}`)).toEqual([
    'bond0 bond up',
    'br0 bridge up',
    'docker0 bridge down',
    'eno1 physical up',
    'eno2 physical down',
    'eno3 slave up',
    'eno4 physical unknown',
    'enx00e04c680001 physical up',
    'vlan100 vlan up',
    'wlp2s0 wireless unknown',
  ]);
  expect(findings).toEqual([]);
  for (const link of links) linkSchema.parse(link);
});

test('a card in use: model, driver, place, speed, addresses without the link-local one', async () => {
  expect(await probed('eno1')).toMatchObject({
    mac: 'b0:26:28:1e:00:01',
    permanent_mac: 'b0:26:28:1e:00:01',
    model: 'Intel Corporation I350 Gigabit Network Connection',
    driver: 'igb',
    pci_slot: '0000:19:00.0',
    path: 'pci-0000:19:00.0',
    speed_mbit: 1000,
    duplex: 'full',
    mtu: 1500,
    addresses: ['192.168.122.57/24', '2001:db8:1::57/64'],
  });
});

test('a member of a bond keeps its burnt-in address', async () => {
  expect(await probed('eno3')).toMatchObject({
    mac: 'b0:26:28:1e:00:99',
    permanent_mac: 'b0:26:28:1e:00:03',
    master: 'bond0',
  });
});

test('what ip(8) calls the permanent address is it, also where no bond tells', async () => {
  const { '/sys/class/net/eno3/bonding_slave/perm_hwaddr': _, ...files } = sysfs;
  const outputs = { find: recorded('find.txt'), ip: recorded('ip-address.json') };
  const { links } = await probeLinks({ machine: recordingMachine({ outputs, files }) });
  expect(links.find((link) => link.name === 'eno3')?.permanent_mac).toBe('b0:26:28:1e:00:03');
});

test('without ip(8) the bond itself tells the burnt-in address', async () => {
  const { links } = await probeLinks({ machine: machine((line) => line.startsWith('ip ')) });
  expect(links.find((link) => link.name === 'eno3')?.permanent_mac).toBe('b0:26:28:1e:00:03');
});

test('an address that was set by hand is not taken for the burnt-in one', async () => {
  expect((await probed('bond0'))?.permanent_mac).toBeUndefined();
});

test('a card without link has no speed, whatever the driver says', async () => {
  const eno2 = await probed('eno2');
  expect([eno2?.speed_mbit, eno2?.duplex]).toEqual([undefined, undefined]);
  expect((await probed('br0'))?.speed_mbit).toBeUndefined();
});

test('a USB adapter names itself and sits behind a USB port, not in a PCI slot', async () => {
  const adapter = await probed('enx00e04c680001');
  expect(adapter).toMatchObject({
    model: 'Realtek USB 10/100/1000 LAN',
    driver: 'r8152',
    path: 'pci-0000:00:14.0-usb-0:3:1.0',
  });
  expect(adapter?.pci_slot).toBeUndefined();
});

test('a card that is down refuses to tell its carrier: the link is unknown', async () => {
  const base = machine();
  const readText = async (path: string) => {
    if (path === '/sys/class/net/eno2/carrier') throw new Error('EINVAL: invalid argument, read');
    return base.readText(path);
  };
  const { links } = await probeLinks({ machine: { ...base, readText } });
  expect(links.find((link) => link.name === 'eno2')?.link).toBe('unknown');
});

test('missing lspci and ip are findings; the cards are still there', async () => {
  const { links, findings } = await probeLinks({ machine: machine((line) => /^(lspci|ip) /.test(line)) });
  expect(findings.map((finding) => finding.split(':')[0])).toEqual(['lspci', 'ip']);
  expect(links.find((link) => link.name === 'eno1')).toMatchObject({
    mac: 'b0:26:28:1e:00:01',
    addresses: [],
  });
});

test('a copied tree is read below its root, and this machine is not asked for its addresses', async () => {
  const copied = recordingMachine({
    outputs: { find: recorded('find.txt') },
    files: Object.fromEntries(Object.entries(sysfs).map(([path, text]) => [`/copy${path}`, text])),
  });
  const { links } = await probeLinks({ machine: copied, sysroot: '/copy' });
  expect(links.find((link) => link.name === 'eno1')?.mac).toBe('b0:26:28:1e:00:01');
  expect(copied.done).toEqual([
    String.raw`find /copy/sys/class/net -maxdepth 1 -type l -printf %f\t%l\n`,
    'lspci -D -vmm -A linux-sysfs -O sysfs.path=/copy/sys/bus/pci',
  ]);
});

test('no list of cards at all is an error of the probe', async () => {
  await expect(probeLinks({ machine: machine((line) => line.startsWith('find')) })).rejects.toThrow(
    CommandFailed,
  );
});
