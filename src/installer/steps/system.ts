import { formatBinarySize } from '../../bytes.ts';
import { regionOf } from '../../disk/layout.ts';
import { partitionPath } from '../../disk/steps.ts';
import type { Secret } from '../../secret.ts';
import type { Step } from '../../step.ts';
import { GRUB_STUB, grubConfig, oemGrubConfig } from '../boot-config.ts';
import type { Manifest } from '../manifest.ts';
import { PAYLOAD_PROGRAMS, type PayloadFile } from '../payload.ts';
import type { Drawn } from '../resolved.ts';
import { extensionsOf, INITRD, KERNEL, onPayload } from './medium.ts';
import { BOOT_CODE, copyFile, ESP, mounted, OEM, onMedium, ROOT, VERIFY_MAPPING } from './places.ts';

/** A file whose content the installer makes; `path` is relative to its file system. */
export type MadeFile = { readonly path: string; readonly mode: number; readonly content: string | Secret };

/** What all steps of one install need to know. */
export type Install = {
  readonly target: string;
  readonly diskBytes: number;
  /** The target's logical sector. */
  readonly sectorBytes: number;
  readonly mountPoint: string;
  readonly manifest: Manifest;
  readonly drawn: Drawn;
  readonly extensions: readonly string[];
  /** Programs that the site brings. */
  readonly programs: readonly PayloadFile[];
  /** Kernel arguments that put the disk together. */
  readonly assembly: readonly string[];
  readonly kernelArgs: readonly string[];
  /** Files on ROOT: user_data, the saved answers. */
  readonly rootFiles: readonly MadeFile[];
};

/**
 * Copies the /usr image into slot A and proves it: the hash tree first, compared; then the data, read again
 * through dm-verity behind the writer. Under the image's root hash it is what was meant, whatever was read.
 */
export function writeUsrStep({ target, sectorBytes, mountPoint, manifest, drawn }: Install): Step {
  const to = partitionPath(drawn.partition_guids.usr_a);
  const { bytes, data_bytes, root_hash } = manifest.usr;
  const from = onMedium(mountPoint, 'usr.img');
  const on = regionOf(target, 'usr_a', sectorBytes);
  const tree = { from, offset: data_bytes };
  const tree_bytes = bytes - data_bytes;
  return {
    id: 'write-usr',
    title: `Write the system image (${formatBinarySize(bytes)}) to USR-A, read it back`,
    phase: 'write',
    touches: [target],
    run: [
      { do: 'copy', from, fromOffset: data_bytes, to, toOffset: data_bytes, bytes: tree_bytes, on },
      { do: 'compare', path: to, offset: data_bytes, with: tree, bytes: tree_bytes, on },
      {
        do: 'within',
        enter: ['veritysetup', 'open', to, VERIFY_MAPPING, to, root_hash, `--hash-offset=${data_bytes}`],
        leave: ['veritysetup', 'close', VERIFY_MAPPING],
        run: [
          {
            do: 'copy',
            ...{ from, fromOffset: 0, to, toOffset: 0, bytes: data_bytes },
            read_back: { from: `/dev/mapper/${VERIFY_MAPPING}` },
            on,
          },
        ],
      },
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

/**
 * Of ROOT. On a large disk mke2fs takes 1 GiB, which is written with zeros: as much again as the whole system, and
 * more than a node has in flight.
 */
const JOURNAL_MIB = 128;

/** ROOT holds the node's cloud-config and extensions; the rest is filled in by its first start. */
export function writeRootStep(install: Install): Step {
  const { target, mountPoint, manifest, drawn, extensions, programs, rootFiles } = install;
  const device = partitionPath(drawn.partition_guids.root);
  return {
    id: 'write-root',
    title: 'Write user data and extensions to ROOT',
    phase: 'write',
    touches: [target],
    run: [
      { do: 'run', argv: mkfsExt4('ROOT', drawn.root_uuid, device, ['-J', `size=${JOURNAL_MIB}`]) },
      mounted(device, ROOT, 'ext4', 'rw', [
        ...extensionsOf(manifest, extensions).map((f) =>
          copyFile(onMedium(mountPoint, f.name), `${ROOT}/var/lib/${f.name}`),
        ),
        ...programs.map((f) =>
          copyFile(onMedium(mountPoint, onPayload(f)), `${ROOT}/${PAYLOAD_PROGRAMS}/${f.name}`, '0755'),
        ),
        ...rootFiles.map((file) => writeFile(ROOT, file)),
      ]),
    ],
  };
}

/** Writes a made file below a mount point. */
export function writeFile(at: string, { path, mode, content }: MadeFile) {
  return { do: 'write-file', path: `${at}/${path}`, mode, content } as const;
}

function mkfsExt4(label: string, uuid: string, device: string, options: readonly string[] = []) {
  return ['mkfs.ext4', '-q', '-F', ...options, '-L', label, '-U', uuid, device] as const;
}
