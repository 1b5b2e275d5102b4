import { CommandFailed } from '../machine.ts';
import { type Host, hostPath, readAttribute, readProperties } from '../sysfs.ts';
import { pciModels } from './card-models.ts';
import { pciSlotOf, stablePathOf, usbDeviceOf } from './device-path.ts';
import { type IpFacts, ipFacts } from './ip-addresses.ts';
import type { Link } from './link.ts';

export type LinkProbe = { readonly links: Link[]; readonly findings: readonly string[] };
type Facts = { readonly models: ReadonlyMap<string, string>; readonly ip: ReadonlyMap<string, IpFacts> };

const ETHERNET = '1';
const ADDRESS_IS_PERMANENT = '0';

/**
 * Every Ethernet card and Ethernet-like device, from sysfs (sysfs-class-net in the kernel's ABI documents);
 * on this machine also what ip(8) says. The loopback and cards that are not Ethernet are left out.
 * @throws CommandFailed when /sys/class/net cannot be listed.
 */
export async function probeLinks(host: Host): Promise<LinkProbe> {
  const folder = hostPath(host, '/sys/class/net');
  const { stdout } = await host.machine.run([
    'find',
    folder,
    '-maxdepth',
    '1',
    '-type',
    'l',
    '-printf',
    String.raw`%f\t%l\n`,
  ]);
  const cards = stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')]));
  const findings: string[] = [];
  const facts = {
    models: await attempt(findings, () => pciModels(host)),
    ip: host.sysroot === undefined ? await attempt(findings, () => ipFacts(host.machine)) : new Map(),
  };
  const links = await Promise.all(
    cards.map(([name = '', devicePath = '']) => readLink(host, name, devicePath, facts)),
  );
  const found = links.filter((link) => link !== undefined);
  return { links: found.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })), findings };
}

async function attempt<V>(findings: string[], read: () => Promise<Map<string, V>>): Promise<Map<string, V>> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    findings.push(cause.message);
    return new Map();
  }
}

async function readLink(
  host: Host,
  name: string,
  devicePath: string,
  facts: Facts,
): Promise<Link | undefined> {
  const read = (attribute: string) => readAttribute(host, `/sys/class/net/${name}/${attribute}`);
  const [type, mac] = await Promise.all([read('type'), read('address')]);
  if (type !== ETHERNET || mac === undefined) return undefined;
  const uevent = readProperties(await read('uevent'));
  const device = readProperties(await read('device/uevent'));
  const master = readProperties(await read('master/uevent')).get('INTERFACE');
  const slot = pciSlotOf(devicePath);
  const ip = facts.ip.get(name);
  const assigned = (await read('addr_assign_type')) === ADDRESS_IS_PERMANENT ? mac : undefined;
  return {
    name,
    mac: mac.toLowerCase(),
    permanent_mac: (ip?.permanentMac ?? (await read('bonding_slave/perm_hwaddr')) ?? assigned)?.toLowerCase(),
    driver: device.get('DRIVER'),
    model: (await usbModel(host, devicePath)) ?? (slot && facts.models.get(slot)),
    pci_slot: slot,
    path: stablePathOf(devicePath),
    kind: master === undefined ? kindOf(uevent.get('DEVTYPE'), devicePath) : 'slave',
    master,
    ...(await lineState(read)),
    mtu: wholeNumber(await read('mtu')),
    addresses: [...(ip?.addresses ?? [])],
  };
}

type Read = (attribute: string) => Promise<string | undefined>;

async function lineState(read: Read): Promise<Pick<Link, 'link' | 'speed_mbit' | 'duplex'>> {
  const [carrier, speed, duplex] = await Promise.all([read('carrier'), read('speed'), read('duplex')]);
  const link = carrier === undefined ? 'unknown' : carrier === '1' ? 'up' : 'down';
  return {
    link,
    speed_mbit: link === 'up' ? wholeNumber(speed) : undefined,
    duplex: link === 'up' && (duplex === 'full' || duplex === 'half') ? duplex : undefined,
  };
}

/** A positive number; drivers say -1 or 4294967295 where they do not know. */
function wholeNumber(text: string | undefined): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 && value < 0xffffffff ? value : undefined;
}

function kindOf(devtype: string | undefined, devicePath: string): Link['kind'] {
  if (devtype === 'bridge' || devtype === 'bond' || devtype === 'vlan') return devtype;
  if (devtype === 'wlan') return 'wireless';
  return devicePath.includes('/devices/virtual/') ? 'virtual' : 'physical';
}

/** Name of a USB adapter, as the adapter itself tells it. */
async function usbModel(host: Host, devicePath: string): Promise<string | undefined> {
  const device = usbDeviceOf(devicePath);
  if (device === undefined) return undefined;
  const names = ['manufacturer', 'product'].map((name) => readAttribute(host, `/sys/${device}/${name}`));
  return (await Promise.all(names)).filter((part) => part).join(' ') || undefined;
}
