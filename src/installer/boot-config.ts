import type { Disk } from '../disk/disk.ts';
import type { Manifest } from './manifest.ts';
import type { Drawn } from './resolved.ts';

/** What was drawn for one install, as far as it is written into boot configuration. */
export type DrawnForBoot = Pick<Drawn, 'partition_guids' | 'root_uuid' | 'oem_uuid'>;

/** udev's name of a multipath map by the WWID of its paths (multipath(8)). */
const MAP = /^\/dev\/disk\/by-id\/dm-uuid-mpath-(\S+)$/;

/**
 * Tells the start of a node that its disk has to be put together first, and that nothing may be taken from a part
 * of it: the udev rules and units of the image read this.
 */
export function assemblyArguments({ type, links }: Pick<Disk, 'type' | 'links'>): string[] {
  if (type === 'raid1') return ['cos.disk=md'];
  if (type !== 'mpath') return [];
  const wwid = links.map((link) => MAP.exec(link)?.[1]).find((found) => found !== undefined);
  return ['cos.disk=multipath', ...(wwid === undefined ? [] : [`cos.wwid=${wwid}`])];
}

/** Kernel arguments of an installed node: ROOT by its UUID, /usr through dm-verity from slot A. */
export function kernelArguments(
  manifest: Manifest,
  drawn: DrawnForBoot,
  assembly: readonly string[] = [],
): string[] {
  const slot = `PARTUUID=${drawn.partition_guids.usr_a}`;
  return [
    `root=UUID=${drawn.root_uuid}`,
    'rootfstype=ext4',
    'rw',
    `usrhash=${manifest.usr.root_hash}`,
    `systemd.verity_usr_data=${slot}`,
    `systemd.verity_usr_hash=${slot}`,
    `systemd.verity_usr_options=hash-offset=${manifest.usr.data_bytes}`,
    'mount.usr=/dev/mapper/usr',
    'mount.usrfstype=squashfs',
    'mount.usrflags=ro',
    ...assembly,
    'console=tty0',
    'console=ttyS0,115200n8',
  ];
}

/** GRUB's configuration on the ESP, for BIOS and UEFI alike: speaks on screen and serial line. */
export function grubConfig(
  manifest: Manifest,
  drawn: DrawnForBoot,
  assembly: readonly string[] = [],
): string {
  return `# COS: written by the installer
set timeout=1
set default=cos
if serial --unit=0 --speed=115200; then
  terminal_input console serial
  terminal_output console serial
fi
set linux_append=""
search --no-floppy --set=oem --fs-uuid ${drawn.oem_uuid}
if [ -n "$oem" -a -f "($oem)/grub.cfg" ]; then source "($oem)/grub.cfg"; fi
menuentry "COS" --id cos {
  linux /coreos/vmlinuz-a ${kernelArguments(manifest, drawn, assembly).join(' ')} $linux_append
  initrd /coreos/initrd-a.img
}
`;
}

/** What Debian's signed GRUB reads first: it looks below /EFI/debian on the ESP it came from. */
export const GRUB_STUB = 'configfile /coreos/grub/grub.cfg\n';

/** grub.cfg on the OEM partition: the site's own kernel arguments (COS contract, OEM grub.cfg). */
export function oemGrubConfig(kernelArgs: readonly string[]): string {
  return `set linux_append="${kernelArgs.join(' ')}"\n`;
}
