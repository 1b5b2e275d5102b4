import { type PartitionRole, regionOf } from '../../disk/layout.ts';
import { partitionPath } from '../../disk/steps.ts';
import type { Action, Step } from '../../step.ts';
import { PAYLOAD_PROGRAMS } from '../payload.ts';
import { extensionsOf, filesOf, INITRD, KERNEL, onPayload } from './medium.ts';
import { BOOT_CODE, ESP, mounted, OEM, onMedium, ROOT } from './places.ts';
import { espFiles, type Install, type MadeFile, oemFiles } from './system.ts';

/** Reads back every file that was written, from the disk and not from memory. The image was, while it was written. */
export function verifyFilesStep(install: Install): Step {
  const { manifest, mountPoint, extensions, programs, rootFiles } = install;
  const names: Record<string, string> = { [KERNEL]: 'vmlinuz-a', [INITRD]: 'initrd-a.img' };
  const back = (role: 'efi_system' | 'oem' | 'root', files: readonly WrittenFile[]) =>
    compareFiles(install, role, files);
  const fromMedium = ({ name, bytes }: { name: string; bytes: number }, path: string): WrittenFile => {
    return { path, from: onMedium(mountPoint, name), bytes };
  };
  return {
    id: 'verify-files',
    title: 'Read kernel, configuration and extensions back',
    phase: 'verify',
    touches: [],
    run: [
      ...compareTables(install),
      ...dropCaches(install, ['efi_system', 'oem', 'root']),
      back('efi_system', [
        ...filesOf(manifest).map((f) => fromMedium(f, `coreos/${names[f.name]}`)),
        ...['grubx64.efi', 'mmx64.efi'].map((name) => {
          return { path: `EFI/BOOT/${name}`, from: `${BOOT_CODE}/${name}` };
        }),
        ...espFiles(install),
      ]),
      back('oem', oemFiles(install)),
      back('root', [
        ...extensionsOf(manifest, extensions).map((f) => fromMedium(f, `var/lib/${f.name}`)),
        ...programs.map((f) =>
          fromMedium({ name: onPayload(f), bytes: f.size }, `${PAYLOAD_PROGRAMS}/${f.name}`),
        ),
        ...rootFiles,
      ]),
    ],
  };
}

/** Bytes of the entries of a GPT: 128 of 128 bytes (UEFI 2.10, 5.3.1). They stand behind two sectors, and before the last. */
const ENTRIES_BYTES = 128 * 128;

/** The copy of the partition table is at the end: a disk that is shorter than it says has lost it. */
function compareTables({ target, diskBytes, sectorBytes }: Install): Action[] {
  const places = [2 * sectorBytes, diskBytes - sectorBytes - ENTRIES_BYTES];
  const range = [`--bytes=${ENTRIES_BYTES}`, `--ignore-initial=${places.join(':')}`];
  return [
    { do: 'run', argv: ['blockdev', '--flushbufs', target] },
    { do: 'run', argv: ['cmp', ...range, target, target] },
  ];
}

/** A file that was made, or copied from another one. */
export type WrittenFile =
  | Pick<MadeFile, 'path' | 'content'>
  | { readonly path: string; readonly from: string; readonly bytes?: number };

const PLACES = {
  efi_system: [ESP, 'vfat'],
  oem: [OEM, 'ext4'],
  root: [ROOT, 'ext4'],
} as const satisfies Partial<Record<PartitionRole, readonly [string, string]>>;

/** Compares files of a file system of ours with what was written; it must not be mounted. */
export function readBack(
  install: Install,
  role: keyof typeof PLACES,
  files: readonly WrittenFile[],
): Action[] {
  return [...dropCaches(install, [role]), compareFiles(install, role, files)];
}

function compareFiles(
  { target, sectorBytes, drawn }: Install,
  role: keyof typeof PLACES,
  files: readonly WrittenFile[],
): Action {
  const device = partitionPath(drawn.partition_guids[role]);
  const [at, type] = PLACES[role];
  const on = regionOf(target, role, sectorBytes);
  const compare = (file: WrittenFile): Action => {
    const wanted = 'from' in file ? { from: file.from, offset: 0 } : { content: file.content };
    const bytes = 'from' in file && file.bytes !== undefined ? { bytes: file.bytes } : {};
    return { do: 'compare', path: `${at}/${file.path}`, offset: 0, with: wanted, ...bytes, on, file: true };
  };
  return mounted(device, at, type, 'ro', files.map(compare));
}

/**
 * Writes what is still in memory and in the disk's own cache (fsync(2) of a device), then forgets what is in
 * memory (BLKFLSBUF, blockdev(8)).
 */
function dropCaches({ drawn }: Install, roles: readonly PartitionRole[]): Action[] {
  const devices = roles.map((role) => partitionPath(drawn.partition_guids[role]));
  return [
    { do: 'run', argv: ['sync', ...devices] },
    { do: 'run', argv: ['blockdev', '--flushbufs', ...devices] },
  ];
}
