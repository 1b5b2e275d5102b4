import { regionOf } from '../../disk/layout.ts';
import { BOOT_CODE_BYTES } from '../../disk/not-finished.ts';
import { AREA } from '../../disk/ranges.ts';
import { partitionPath } from '../../disk/steps.ts';
import type { Action, Step } from '../../step.ts';
import { kernelArguments } from '../boot-config.ts';
import { COMPLETE_FILE, type NodeNote } from '../complete-note.ts';
import { BOOT_CODE, copyFile, ESP, LOG, mounted, NODE_LOG, OEM, ROOT, undoFile } from './places.ts';
import type { Install } from './system.ts';
import { readBack } from './verify.ts';

const BOOT_FILE = 'EFI/BOOT/BOOTX64.EFI';
/** Firmware looks for no such name. */
const NEW_BOOT_FILE = 'EFI/BOOT/BOOTX64.NEW';

/** The larger part of BIOS boot code: nothing loads it until the first sector does. */
export function bootBiosStep({ target, sectorBytes, drawn }: Install): Step {
  const core = partitionPath(drawn.partition_guids.bios_boot);
  const on = regionOf(target, 'bios_boot', sectorBytes);
  return {
    id: 'boot-bios',
    title: 'Write the boot code for BIOS',
    phase: 'commit',
    touches: [target],
    run: [
      {
        do: 'run',
        argv: ['dd', `if=${BOOT_CODE}/core.img`, `of=${core}`, 'bs=64K', 'conv=fsync', 'status=none'],
      },
      { do: 'compare', path: core, offset: 0, with: { from: `${BOOT_CODE}/core.img`, offset: 0 }, on },
    ],
  };
}

/**
 * UEFI boot file: the signed shim under the name that firmware looks for on every disk. It is whole on the disk,
 * and was read from there again, before it gets that name.
 */
export function bootUefiStep(install: Install): Step {
  const { target, drawn } = install;
  const from = `${BOOT_CODE}/BOOTX64.EFI`;
  const esp = partitionPath(drawn.partition_guids.efi_system);
  const onEsp = (action: Action) => mounted(esp, ESP, 'vfat', 'rw', [action]);
  const [old, fresh] = [`${ESP}/${BOOT_FILE}`, `${ESP}/${NEW_BOOT_FILE}`];
  const sync = { do: 'run', argv: ['sync', esp] } as const;
  return {
    id: 'boot-uefi',
    title: 'Make the disk bootable by UEFI',
    phase: 'commit',
    touches: [target],
    run: [
      onEsp(copyFile(from, fresh)),
      ...readBack(install, 'efi_system', [{ path: NEW_BOOT_FILE, from }]),
      onEsp({ do: 'run', argv: ['mv', '--no-target-directory', fresh, old] }),
      sync,
    ],
    undo: [onEsp({ do: 'run', argv: ['rm', '--force', old, fresh] }), sync],
  };
}

/**
 * The last write that counts: the first sector loads the BIOS boot code, and the mark of an installation that is
 * not finished is gone with it; where no BIOS starts the disk, there is nothing in its place. Only then the text
 * beside it goes: wherever the power fails before, the disk still says what it is.
 * @param esp GUID of the partition that taking back the boot file needs after this
 */
export function finishStep(device: string, bios: boolean, esp?: string): Step {
  const code = bios ? `${BOOT_CODE}/boot.img` : '/dev/zero';
  const zeros = { do: 'copy', from: '/dev/zero', fromOffset: 0, to: device } as const;
  return {
    id: 'finish',
    title: `Take the mark of an unfinished installation from ${device}`,
    phase: 'commit',
    touches: [device],
    run: [
      { do: 'copy', from: code, fromOffset: 0, to: device, toOffset: 0, bytes: BOOT_CODE_BYTES },
      { do: 'compare', path: device, offset: 0, with: { from: code, offset: 0 }, bytes: BOOT_CODE_BYTES },
      { ...zeros, toOffset: AREA.offset, bytes: AREA.bytes },
      // udev reads the table again when a whole disk that was open for writing is closed (systemd's
      // block device locking notes), and the partitions are gone for a moment.
      { do: 'run', argv: ['udevadm', 'settle', '--timeout=60'] },
    ],
    undo: [
      { do: 'mark', device, table: 'keep' },
      { do: 'store-undo', device, file: undoFile(device) },
      { do: 'run', argv: ['udevadm', 'settle', '--timeout=60'] },
      ...(esp === undefined ? [] : [waitFor(esp)]),
    ],
  };
}

function waitFor(guid: string): Action {
  return { do: 'run', argv: ['udevadm', 'wait', '--settle', '--timeout=60', partitionPath(guid)] };
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
