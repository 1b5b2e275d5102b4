import { regionOf } from '../../disk/layout.ts';
import { partitionPath } from '../../disk/steps.ts';
import type { Step } from '../../step.ts';
import { kernelArguments } from '../boot-config.ts';
import { COMPLETE_FILE, type NodeNote } from '../complete-note.ts';
import { BOOT_CODE, copyFile, ESP, LOG, mounted, NODE_LOG, OEM, ROOT } from './places.ts';
import type { Install } from './system.ts';
import { readBack } from './verify.ts';

/** Bytes of the MBR before the disk signature and the protective partition entry. */
const MBR_CODE_BYTES = 440;
const BOOT_FILE = 'EFI/BOOT/BOOTX64.EFI';

/** BIOS boot code: the core image into BIOS-BOOT, then the code in the MBR that loads it. */
export function bootBiosStep({ target, sectorBytes, drawn }: Install): Step {
  const core = partitionPath(drawn.partition_guids.bios_boot);
  const on = regionOf(target, 'bios_boot', sectorBytes);
  const mbr = { from: `${BOOT_CODE}/boot.img`, fromOffset: 0 };
  return {
    id: 'boot-bios',
    title: 'Make the disk bootable by BIOS',
    phase: 'commit',
    touches: [target],
    run: [
      {
        do: 'run',
        argv: ['dd', `if=${BOOT_CODE}/core.img`, `of=${core}`, 'bs=64K', 'conv=fsync', 'status=none'],
      },
      { do: 'compare', path: core, offset: 0, with: { from: `${BOOT_CODE}/core.img`, offset: 0 }, on },
      { do: 'copy', ...mbr, to: target, toOffset: 0, bytes: MBR_CODE_BYTES },
      {
        do: 'compare',
        path: target,
        offset: 0,
        with: { from: mbr.from, offset: mbr.fromOffset },
        bytes: MBR_CODE_BYTES,
      },
      // udev reads the table again when a whole disk that was open for writing is closed (systemd's
      // block device locking notes), and the partitions are gone for a moment.
      { do: 'run', argv: ['udevadm', 'settle', '--timeout=60'] },
      { do: 'run', argv: ['udevadm', 'wait', '--settle', '--timeout=60', core] },
    ],
    undo: [{ do: 'copy', from: '/dev/zero', fromOffset: 0, to: target, toOffset: 0, bytes: MBR_CODE_BYTES }],
  };
}

/** UEFI boot file: the signed shim under the name that firmware looks for on every disk. */
export function bootUefiStep(install: Install): Step {
  const { target, drawn } = install;
  const from = `${BOOT_CODE}/BOOTX64.EFI`;
  const esp = partitionPath(drawn.partition_guids.efi_system);
  return {
    id: 'boot-uefi',
    title: 'Make the disk bootable by UEFI',
    phase: 'commit',
    touches: [target],
    run: [
      mounted(esp, ESP, 'vfat', 'rw', [copyFile(from, `${ESP}/${BOOT_FILE}`)]),
      ...readBack(install, 'efi_system', [{ path: BOOT_FILE, from }]),
    ],
    undo: [mounted(esp, ESP, 'vfat', 'rw', [{ do: 'run', argv: ['rm', '--force', `${ESP}/${BOOT_FILE}`] }])],
  };
}

/** Notes on the OEM partition that the node is complete, and from which answers it was made. */
export function markCompleteStep(install: Install, answersHash: string): Step {
  const { target, drawn, manifest, assembly, kernelArgs } = install;
  const note: NodeNote = {
    version: manifest.version,
    answers_hash: answersHash,
    root_hash: manifest.usr.root_hash,
    kernel_arguments: [...kernelArguments(manifest, drawn, assembly), ...kernelArgs],
  };
  const content = `${JSON.stringify(note, null, 2)}\n`;
  const oem = partitionPath(drawn.partition_guids.oem);
  return {
    id: 'mark-complete',
    title: 'Note on the disk that the node is complete',
    phase: 'commit',
    touches: [target],
    run: [
      mounted(oem, OEM, 'ext4', 'rw', [
        {
          do: 'write-file',
          path: `${OEM}/${COMPLETE_FILE}`,
          mode: 0o644,
          content,
        },
      ]),
      ...readBack(install, 'oem', [{ path: COMPLETE_FILE, content }]),
    ],
    undo: [
      mounted(oem, OEM, 'ext4', 'rw', [{ do: 'run', argv: ['rm', '--force', `${OEM}/${COMPLETE_FILE}`] }]),
    ],
  };
}

/** Keeps the log of the installation on the node. */
export function keepLogStep({ target, drawn }: Install): Step {
  return {
    id: 'keep-log',
    title: 'Keep the log on the node',
    phase: 'commit',
    touches: [target],
    run: [
      mounted(partitionPath(drawn.partition_guids.root), ROOT, 'ext4', 'rw', [
        { do: 'run', argv: ['mkdir', '--parents', `${ROOT}${NODE_LOG}`] },
        {
          do: 'run',
          argv: ['cp', '--recursive', '--no-target-directory', LOG, `${ROOT}${NODE_LOG}`],
        },
      ]),
    ],
  };
}
