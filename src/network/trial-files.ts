import type { NetworkFile } from './files.ts';

/** Where systemd-networkd looks before /usr (systemd.network(5)); it is empty again after a restart. */
export const TRIAL_FOLDER = '/run/systemd/network';
/** Files are taken in the order of their names: ours come before those of the live system, in any folder. */
const PREFIX = '00-cos-trial-';

/**
 * The node's files as the live system tries them, byte for byte. Without the .link file: udev reads it when a
 * card appears, and a card that is up has its name already (systemd.link(5)).
 */
export function trialFiles(files: readonly NetworkFile[]): NetworkFile[] {
  return files
    .filter(({ name }) => !name.endsWith('.link'))
    .map(({ name, content }) => ({ name: `${TRIAL_FOLDER}/${PREFIX}${name}`, content }));
}

export function isTrialFile(path: string): boolean {
  return path.startsWith(`${TRIAL_FOLDER}/${PREFIX}`);
}

/** The devices that .netdev files make: bridges, bonds, VLANs. The last one made is taken away first. */
export function netdevsOf(files: readonly NetworkFile[]): string[] {
  return files
    .filter(({ name }) => name.endsWith('.netdev'))
    .flatMap(({ content }) => /^\[NetDev\]\n(?:[^[].*\n)*?Name=(.+)$/m.exec(content)?.[1] ?? [])
    .toReversed();
}

const ADDRESSING = /^(Address|DHCP=yes|DHCP=ipv|\[Address\])/m;

/** The device that carries the addresses: what the file with them matches by name, else the card. */
export function addressDevice(files: readonly NetworkFile[], card: string): string {
  const carrier = files.find(({ name, content }) => name.endsWith('.network') && ADDRESSING.test(content));
  return /^\[Match\]\n(?:[^[].*\n)*?Name=(\S+)$/m.exec(carrier?.content ?? '')?.[1] ?? card;
}

/** The same devices without an address: so it can be asked on them whether an address is free. */
export function withoutAddresses({ name, content }: NetworkFile): NetworkFile {
  if (!name.endsWith('.network') || !ADDRESSING.test(content)) return { name, content };
  const sections = content.split(/^(?=\[)/m).filter((section) => !/^\[(Address|Route|Routing)/.test(section));
  const silent = sections.map((section) => {
    if (!section.startsWith('[Network]')) return section;
    const lines = section.split('\n').filter((line) => !/^(Address|Gateway|DNS|Domains|DHCP)=/.test(line));
    return [lines[0], 'DHCP=no', 'LinkLocalAddressing=no', ...lines.slice(1)].join('\n');
  });
  return { name, content: silent.join('') };
}
