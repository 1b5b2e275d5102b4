import { createHash } from 'node:crypto';
import { formatBinarySize } from '../../bytes.ts';
import { partitionPath } from '../../disk/steps.ts';
import { reveal, Secret } from '../../secret.ts';
import type { Step } from '../../step.ts';
import { GRUB_STUB, grubConfig, oemGrubConfig } from '../boot-config.ts';
import type { Manifest } from '../manifest.ts';
import type { Drawn } from '../resolved.ts';
import { extensionsOf, INITRD, KERNEL } from './medium.ts';
import { BOOT_CODE, checkList, copyFile, ESP, LIVE_USR, mounted, OEM, onMedium, ROOT } from './places.ts';

/** A file whose content the installer makes; `path` is relative to its file system. */
export type MadeFile = { readonly path: string; readonly mode: number; readonly content: string | Secret };

/** What all steps of one install need to know. */
export type Install = {
  readonly target: string;
  readonly mountPoint: string;
  readonly manifest: Manifest;
  readonly drawn: Drawn;
  readonly extensions: readonly string[];
  /** Kernel arguments that put the disk together. */
  readonly assembly: readonly string[];
  readonly kernelArgs: readonly string[];
  /** Files on ROOT: user_data, the saved answers. */
  readonly rootFiles: readonly MadeFile[];
};

/** Copies the /usr image into slot A: data through the live system's verity device, then the hash tree. */
export function writeUsrStep({ target, mountPoint, manifest, drawn }: Install): Step {
  const to = partitionPath(drawn.partition_guids.usr_a);
  const { bytes, data_bytes } = manifest.usr;
  const from = onMedium(mountPoint, 'usr.img');
  return {
    id: 'write-usr',
    title: `Write the system image (${formatBinarySize(bytes)}) to USR-A`,
    phase: 'write',
    touches: [target],
    run: [
      { do: 'copy', from: LIVE_USR, fromOffset: 0, to, toOffset: 0, bytes: data_bytes },
      { do: 'copy', from, fromOffset: data_bytes, to, toOffset: data_bytes, bytes: bytes - data_bytes },
    ],
  };
}

/** Files on the ESP that the installer makes; the boot file itself (BOOTX64.EFI) comes last, in commit. */
export function espFiles({ manifest, drawn, assembly }: Install): MadeFile[] {
  return [
    { path: 'EFI/debian/grub.cfg', mode: 0o644, content: GRUB_STUB },
    { path: 'coreos/grub/grub.cfg', mode: 0o644, content: grubConfig(manifest, drawn, assembly) },
  ];
}

export function writeEspStep(install: Install): Step {
  const { target, mountPoint, drawn } = install;
  const device = partitionPath(drawn.partition_guids.efi_system);
  return {
    id: 'write-esp',
    title: 'Write kernel, initrd and boot menu to EFI-SYSTEM',
    phase: 'write',
    touches: [target],
    run: [
      { do: 'run', argv: ['mkfs.vfat', '-F', '32', '-n', 'EFI-SYSTEM', '-i', drawn.efi_volume_id, device] },
      mounted(device, ESP, 'vfat', 'rw', [
        copyFile(onMedium(mountPoint, KERNEL), `${ESP}/coreos/vmlinuz-a`),
        copyFile(onMedium(mountPoint, INITRD), `${ESP}/coreos/initrd-a.img`),
        copyFile(`${BOOT_CODE}/grubx64.efi`, `${ESP}/EFI/BOOT/grubx64.efi`),
        copyFile(`${BOOT_CODE}/mmx64.efi`, `${ESP}/EFI/BOOT/mmx64.efi`),
        ...espFiles(install).map((file) => writeFile(ESP, file)),
      ]),
    ],
  };
}

/** Files on the OEM partition. */
export function oemFiles({ kernelArgs }: Install): MadeFile[] {
  return [{ path: 'grub.cfg', mode: 0o644, content: oemGrubConfig(kernelArgs) }];
}

export function writeOemStep(install: Install): Step {
  const device = partitionPath(install.drawn.partition_guids.oem);
  return {
    id: 'write-oem',
    title: 'Write kernel arguments to OEM',
    phase: 'write',
    touches: [install.target],
    run: [
      { do: 'run', argv: mkfsExt4('OEM', install.drawn.oem_uuid, device) },
      mounted(
        device,
        OEM,
        'ext4',
        'rw',
        oemFiles(install).map((file) => writeFile(OEM, file)),
      ),
    ],
  };
}

/** ROOT holds the node's cloud-config and extensions; the rest is filled in by its first start. */
export function writeRootStep(install: Install): Step {
  const { target, mountPoint, manifest, drawn, extensions, rootFiles } = install;
  const device = partitionPath(drawn.partition_guids.root);
  return {
    id: 'write-root',
    title: 'Write user data and extensions to ROOT',
    phase: 'write',
    touches: [target],
    run: [
      { do: 'run', argv: mkfsExt4('ROOT', drawn.root_uuid, device) },
      mounted(device, ROOT, 'ext4', 'rw', [
        ...extensionsOf(manifest, extensions).map((f) =>
          copyFile(onMedium(mountPoint, f.name), `${ROOT}/var/lib/${f.name}`),
        ),
        ...rootFiles.map((file) => writeFile(ROOT, file)),
      ]),
    ],
  };
}

/** The check list of made files, as sha256sum reads it; secret, because a hash of a short secret tells it. */
export function madeSums(at: string, files: readonly MadeFile[]): Secret {
  const sums = files.map((f) => ({
    path: `${at}/${f.path}`,
    sha256: createHash('sha256').update(reveal(f.content)).digest('hex'),
  }));
  return new Secret(checkList(sums), files.map((f) => `${'*'.repeat(64)}  ${at}/${f.path}\n`).join(''));
}

/** Writes a made file below a mount point. */
export function writeFile(at: string, { path, mode, content }: MadeFile) {
  return { do: 'write-file', path: `${at}/${path}`, mode, content } as const;
}

function mkfsExt4(label: string, uuid: string, device: string) {
  return ['mkfs.ext4', '-q', '-F', '-L', label, '-U', uuid, device] as const;
}
