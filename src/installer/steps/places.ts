import { join } from 'node:path';
import type { Action } from '../../step.ts';

/** Everything of one install that lives in memory: mounts, logs, the lock. */
export const RUN = '/run/cos-install';
/** How names of undo data begin. */
export const UNDO = 'undo-';

/** What the target was, for `restore-table`; one file for each disk that is written to. */
export function undoFile(device: string): string {
  return `${RUN}/${UNDO}${fileName(device)}`;
}

/** The new partition table on its way to fdisk(8). */
export function tableFile(device: string): string {
  return `${RUN}/table-${fileName(device)}`;
}

function fileName(device: string): string {
  return device.replace('/dev/', '').replaceAll('/', '-');
}

/** What a test of the network has to take back, and who is at it. */
export const TRIAL_NOTE = `${RUN}/network-trial.json`;
export const TRIAL_LOCK = `${RUN}/network-trial.lock`;

/** Log, plan and inventory of this install. */
export const LOG = `${RUN}/log`;
/** Where a node keeps it, on ROOT. */
export const NODE_LOG = '/var/log/cos-install';
/** Boot code prepared with the image (BIOS and UEFI); lies inside the verified /usr. */
export const BOOT_CODE = '/usr/lib/cos/boot';
/** The live system's own /usr, read through dm-verity: each block is checked as it is read. */
export const LIVE_USR = '/dev/mapper/usr';

/** The target's slot A while it is read back under the image's root hash (device-mapper's name). */
export const VERIFY_MAPPING = 'cos-verify';

export const ESP = `${RUN}/esp`;
export const OEM = `${RUN}/oem`;
export const ROOT = `${RUN}/root`;
export const DATA = `${RUN}/data`;

/** Where the node keeps its cloud-config (COS contract). */
export const USER_DATA = 'var/lib/coreos-install/user_data';

/** A file of the medium. */
export function onMedium(mountPoint: string, name: string): string {
  return join(mountPoint, 'cos', name);
}

/** Runs `run` with a file system mounted. */
export function mounted(
  device: string,
  at: string,
  type: 'vfat' | 'ext4' | 'xfs' | 'auto',
  options: string,
  run: readonly Action[],
) {
  return {
    do: 'within',
    enter: ['mount', '--mkdir', '--types', type, '--options', options, device, at],
    leave: ['umount', at],
    run,
  } as const satisfies Action;
}

/** Copies a file or a folder's files, keeping modes, through the page cache. */
export function copyFile(from: string, to: string, mode: '0644' | '0755' = '0644'): Action {
  return { do: 'run', argv: ['install', '-D', `--mode=${mode}`, from, to] };
}
