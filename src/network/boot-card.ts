import { type Host, readAttribute } from '../sysfs.ts';

/**
 * The MAC address of the card that the firmware loaded this system over, small with colons: network boot
 * loaders write it on the kernel's command line, `BOOTIF=01-52-54-00-…` (PXELINUX's IPAPPEND 2, 01 being
 * Ethernet) or without the type (iPXE). Undefined for every other start.
 */
export async function bootMac(host: Host): Promise<string | undefined> {
  const line = (await readAttribute(host, '/proc/cmdline')) ?? '';
  const [, mac] = /(?:^|\s)BOOTIF=(?:01-)?((?:[0-9a-f]{2}[-:]){5}[0-9a-f]{2})(?:\s|$)/i.exec(line) ?? [];
  return mac?.toLowerCase().replaceAll('-', ':');
}
