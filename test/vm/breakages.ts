import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { BIOS_BOOT_START_BYTES, layoutDisk } from '../../src/disk/layout.ts';
import { COMPLETE_FILE } from '../../src/installer/complete-note.ts';
import { USER_DATA } from '../../src/installer/steps/places.ts';
import { diskBytes, readRange } from './disk-contents.ts';

const BREAKAGES: Readonly<Record<string, (image: string) => void>> = {
  'one bit of the slot': (image) => flip(image, startOf(image, 'usr_a') + 123_456_789),
  'one bit of the BIOS core': (image) => flip(image, BIOS_BOOT_START_BYTES + 5000),
  'one bit of the boot code': (image) => flip(image, 100),
  'no kernel': (image) => mtools(image, 'mdel', '::coreos/vmlinuz-a'),
  'no boot file': (image) => mtools(image, 'mdel', '::EFI/BOOT/BOOTX64.EFI'),
  'no boot menu': (image) => mtools(image, 'mdel', '::coreos/grub/grub.cfg'),
  'no cloud-config': (image) => removeExt(image, 'root', `/${USER_DATA}`),
  'no extension': (image) => removeExt(image, 'root', '/var/lib/extensions/cos-tools.raw'),
  'no kernel arguments': (image) => removeExt(image, 'oem', '/grub.cfg'),
  'no partition table': (image) =>
    execFileSync('wipefs', ['--all', '--force', '--quiet', '--types', 'gpt', image]),
};
/** What is broken in a node on a disk, and how: each has to be seen by whoever judges it. */
export const breakages = Object.entries(BREAKAGES);

/** Takes the note of completeness away, which a disk may have or not. */
export function removeNote(image: string): void {
  removeExt(image, 'oem', `/${COMPLETE_FILE}`);
}

function flip(image: string, at: number): void {
  const [byte = 0] = readRange(image, at, 1);
  const file = openSync(image, 'r+');
  writeSync(file, Buffer.from([byte ^ 1]), 0, 1, at);
  closeSync(file);
}

function mtools(image: string, program: string, path: string): void {
  const esp = `${image}@@${startOf(image, 'efi_system')}`;
  execFileSync(program, ['-i', esp, path], { env: { ...process.env, MTOOLS_SKIP_CHECK: '1' } });
}

function removeExt(image: string, role: 'oem' | 'root', path: string): void {
  execFileSync('debugfs', ['-w', '-R', `rm "${path}"`, `${image}?offset=${startOf(image, role)}`], {
    stdio: 'pipe',
  });
}

function startOf(image: string, role: string): number {
  const part = layoutDisk(diskBytes(image)).find((one) => one.role === role);
  if (!part) throw new Error(`no partition ${role}`);
  return part.start_bytes;
}
