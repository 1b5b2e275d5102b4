import { CommandFailed, type Machine } from '../machine.ts';
import { settings } from './settings.ts';

/**
 * Before the file of the live system (90-), behind those of `ip=` (70-, 71-) and of anything with a lower number.
 */
const PATH = '/run/systemd/network/80-cos-live-dhcp.network';

const CONTENT = settings([
  {
    name: 'Match',
    lines: [
      ['Type', 'ether'],
      ['Kind', '!*'],
    ],
  },
  {
    name: 'Link',
    lines: [
      ['ActivationPolicy', 'up'],
      ['RequiredForOnline', 'no'],
    ],
  },
  {
    name: 'Network',
    lines: [
      ['DHCP', 'yes'],
      ['LinkLocalAddressing', 'ipv6'],
    ],
  },
  {
    name: 'DHCPv4',
    lines: [
      // Firmware, live system and node are one client to the server.
      ['ClientIdentifier', 'mac'],
      ['UseHostname', 'no'],
      ['SendHostname', 'no'],
    ],
  },
]);

/**
 * Brings up the network of the live system, for what goes over it before the node has one: DHCP and router
 * advertisements on every card, unless `ip=` on the kernel's command line says otherwise (dracut.cmdline(7),
 * systemd-network-generator(8)). Another system than the live one is left alone.
 * @returns why that did not work, in words of the system.
 */
export async function startLiveNetwork(
  machine: Pick<Machine, 'readText' | 'writeFile' | 'run'>,
): Promise<string | undefined> {
  const words = ((await machine.readText('/proc/cmdline')) ?? '').trim().split(/\s+/);
  const isLive = words.some((word) => word.startsWith('cos.live='));
  const isConfigured = words.some((word) => word.startsWith('ip='));
  if (!isLive || isConfigured || (await machine.readText(PATH)) !== undefined) return undefined;
  await machine.writeFile(PATH, CONTENT, 0o644);
  try {
    await machine.run(['networkctl', 'reload']);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return cause.message;
  }
}
