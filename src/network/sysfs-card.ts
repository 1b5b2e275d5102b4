import { type Host, readAttribute, readProperties } from '../sysfs.ts';
import { pciSlotOf, stablePathOf, usbDeviceOf } from './device-path.ts';
import type { Link } from './link.ts';

/** A card by its name, and where /sys/class/net says that its device is. */
export type Place = { readonly name: string; readonly devicePath: string };
type Read = (attribute: string) => Promise<string | undefined>;

const ETHERNET = '1';
const ADDRESS_IS_PERMANENT = '0';

/**
 * What the kernel knows of a card without asking its driver (sysfs-class-net in the kernel's ABI documents).
 * Undefined for what is not Ethernet.
 */
export async function readCard(host: Host, { name, devicePath }: Place): Promise<Link | undefined> {
  const read = reader(host, name);
  const [type, mac] = await Promise.all([read('type'), read('address')]);
  if (type !== ETHERNET || mac === undefined) return undefined;
  const uevent = readProperties(await read('uevent'));
  const device = readProperties(await read('device/uevent'));
  const master = readProperties(await read('master/uevent')).get('INTERFACE');
  const assigned = (await read('addr_assign_type')) === ADDRESS_IS_PERMANENT ? mac : undefined;
  const carrier = await read('carrier');
  return {
    name,
    mac: mac.toLowerCase(),
    permanent_mac: ((await read('bonding_slave/perm_hwaddr')) ?? assigned)?.toLowerCase(),
    driver: device.get('DRIVER'),
    model: await usbModel(host, devicePath),
    pci_slot: pciSlotOf(devicePath),
    path: stablePathOf(devicePath),
    kind: master === undefined ? kindOf(uevent.get('DEVTYPE'), devicePath) : 'slave',
    master,
    link: carrier === undefined ? 'unknown' : carrier === '1' ? 'up' : 'down',
    mtu: wholeNumber(await read('mtu')),
    addresses: [],
  };
}

/** Whether there is a driver behind it that knows more than the kernel. */
export function hasHardware({ devicePath }: Place): boolean {
  return !devicePath.includes('/devices/virtual/');
}

/** Speed and duplex of a line that is there; for them the kernel asks the driver. */
export async function readLine(host: Host, { name }: Place): Promise<Pick<Link, 'speed_mbit' | 'duplex'>> {
  const read = reader(host, name);
  if ((await read('carrier')) !== '1') return {};
  const [speed, duplex] = await Promise.all([read('speed'), read('duplex')]);
  return {
    speed_mbit: wholeNumber(speed),
    duplex: duplex === 'full' || duplex === 'half' ? duplex : undefined,
  };
}

function reader(host: Host, name: string): Read {
  return (attribute) => readAttribute(host, `/sys/class/net/${name}/${attribute}`);
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
