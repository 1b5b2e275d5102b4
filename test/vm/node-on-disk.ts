import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BIOS_BOOT_START_BYTES, layoutDisk, type PartitionRole } from '../../src/disk/layout.ts';
import { GRUB_STUB, grubConfig, oemGrubConfig } from '../../src/installer/boot-config.ts';
import { COMPLETE_FILE, completeNoteSchema } from '../../src/installer/complete-note.ts';
import { EVERY_NODE } from '../../src/installer/node-extensions.ts';
import { USER_DATA } from '../../src/installer/steps/places.ts';
import {
  diskBytes,
  fatFile,
  fileSystemUuid,
  hashRange,
  type PartitionOnDisk,
  readTable,
} from './disk-contents.ts';
import { type ExtContents, extFile, withExt } from './ext-contents.ts';
import { bootFile, builtManifest } from './facts.ts';

export type Expected = {
  /** The answers' own kernel arguments. */
  readonly kernelArgs: readonly string[];
  /** SHA-256 of the node's cloud-config, where it is known. */
  readonly userData?: string;
  /** Extensions of its role, beside those of every node. */
  readonly extensions?: readonly string[];
};

type Parts = ReadonlyMap<PartitionRole, PartitionOnDisk>;

/** What a disk lacks to be a complete node, one sentence each; all of it is compared by content. */
export function missingFrom(image: string, table: readonly PartitionOnDisk[], expected: Expected): string[] {
  const parts = partsOf(image, table);
  if (!parts) return ['the partitions are not those of a node'];
  const checks = withExt(image, part(parts, 'root'), (root) =>
    withExt(image, part(parts, 'oem'), (oem) => [
      ...systemChecks(image, parts),
      ...espChecks(image, parts),
      ...extChecks(oem, root, expected),
    ]),
  );
  return checks.filter(([isThere]) => !isThere).map(([, what]) => `${what} is not what was meant`);
}

/** SHA-256 of the cloud-config on a disk that holds a node. */
export function userDataOf(image: string): string {
  const root = readTable(image).find(({ label }) => label === 'ROOT');
  return sha256(root && withExt(image, root, (contents) => extFile(contents, `/${USER_DATA}`)));
}

/** The note that the node is complete is there and can be read. */
export function hasCompleteNote(image: string, table: readonly PartitionOnDisk[]): boolean {
  const oem = table.find(({ label }) => label === 'OEM');
  const note = oem && withExt(image, oem, (contents) => extFile(contents, `/${COMPLETE_FILE}`));
  if (!note) return false;
  try {
    return completeNoteSchema.safeParse(JSON.parse(note.toString())).success;
  } catch {
    return false;
  }
}

type Check = readonly [isThere: boolean, what: string];

function systemChecks(image: string, parts: Parts): Check[] {
  const slot = fileOf('usr.img');
  const core = readFileSync(bootFile('core.img'));
  return [
    [hashRange(image, start(parts, 'usr_a'), slot.bytes) === slot.sha256, 'slot USR-A'],
    [hashRange(image, BIOS_BOOT_START_BYTES, core.length) === sha256(core), 'the BIOS core in BIOS-BOOT'],
  ];
}

function espChecks(image: string, parts: Parts): Check[] {
  const is = (path: string, hash: string): Check => [
    sha256(fatFile(image, start(parts, 'efi_system'), path)) === hash,
    `${path} on EFI-SYSTEM`,
  ];
  return [
    is('coreos/vmlinuz-a', fileOf('vmlinuz').sha256),
    is('coreos/initrd-a.img', fileOf('initrd.img').sha256),
    is('EFI/BOOT/grubx64.efi', sha256(readFileSync(bootFile('grubx64.efi')))),
    is('EFI/BOOT/mmx64.efi', sha256(readFileSync(bootFile('mmx64.efi')))),
    is('EFI/debian/grub.cfg', sha256(GRUB_STUB)),
    is('coreos/grub/grub.cfg', sha256(grubConfig(builtManifest(), drawnOf(image, parts)))),
  ];
}

function extChecks(
  oem: ExtContents,
  root: ExtContents,
  { kernelArgs, userData, extensions = [] }: Expected,
): Check[] {
  const args = extFile(oem, '/grub.cfg');
  const config = extFile(root, `/${USER_DATA}`);
  const isConfig = config?.toString().startsWith('#cloud-config\n') === true && config.at(-1) === 10;
  return [
    [args?.toString() === oemGrubConfig(kernelArgs), '/grub.cfg on OEM'],
    [userData === undefined ? isConfig : sha256(config) === userData, `/${USER_DATA} on ROOT`],
    ...builtManifest().extensions.map((extension): Check => {
      const path = `/var/lib/extensions/${extension.name}.raw`;
      const isWanted = [...EVERY_NODE, ...extensions].includes(extension.name);
      const there = extFile(root, path);
      return [isWanted ? sha256(there) === extension.sha256 : there === undefined, `${path} on ROOT`];
    }),
  ];
}

/** The partitions by their roles, when they are exactly those of a node. */
function partsOf(image: string, table: readonly PartitionOnDisk[]): Parts | undefined {
  const layout = layoutDisk(diskBytes(image));
  const parts = new Map(
    layout.flatMap(({ role, label, start_bytes, bytes }) =>
      table
        .filter((part) => part.label === label && part.start === start_bytes && part.bytes === bytes)
        .map((part) => [role, part] as const),
    ),
  );
  return parts.size === layout.length && table.length === layout.length ? parts : undefined;
}

/** What was drawn for this install, read from the disk itself. */
function drawnOf(image: string, parts: Parts) {
  const guid = (role: PartitionRole) => part(parts, role).uuid;
  return {
    root_uuid: fileSystemUuid(image, part(parts, 'root')),
    oem_uuid: fileSystemUuid(image, part(parts, 'oem')),
    partition_guids: {
      efi_system: guid('efi_system'),
      bios_boot: guid('bios_boot'),
      usr_a: guid('usr_a'),
      usr_b: guid('usr_b'),
      oem: guid('oem'),
      root: guid('root'),
    },
  };
}

function part(parts: Parts, role: PartitionRole): PartitionOnDisk {
  const found = parts.get(role);
  if (!found) throw new Error(`no partition ${role}`);
  return found;
}

function start(parts: Parts, role: PartitionRole): number {
  return part(parts, role).start;
}

function fileOf(name: string) {
  const file = builtManifest().files.find((one) => one.name === name);
  if (!file) throw new Error(`the medium has no ${name}`);
  return file;
}

function sha256(data: Buffer | string | undefined): string {
  return data === undefined ? 'none' : createHash('sha256').update(data).digest('hex');
}
