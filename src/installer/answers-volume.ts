import { allContents } from '../disk/contents.ts';
import type { Machine } from '../machine.ts';
import { ANSWERS_LABEL, MOUNTED_AT } from './answer-source.ts';
import type { Inventory } from './inventory.ts';
import { RUN } from './steps/places.ts';

/** Where it is mounted while something is written to it, by any console. */
export const WRITTEN_AT = `${RUN}/save`;
/** A stick that answers at all does so sooner. */
const MOUNT_SECONDS = 60;

/** A file system that something is to be written to. */
export type Volume = {
  readonly device: string;
  /** Mounted by the operator: it stays as it is. */
  readonly mounted?: string | undefined;
  /** Mounted read-only since the search for answers. */
  readonly searched?: boolean;
};

/** The volume labelled COS-ANSWERS, where there is one: a partition, or a stick without partitions. */
export function answersVolume({ disks }: Pick<Inventory, 'disks'>): Volume | undefined {
  const found = disks
    .flatMap((disk) => [disk, ...allContents(disk)])
    .find(({ label }) => label === ANSWERS_LABEL);
  if (!found) return undefined;
  return {
    device: found.path,
    mounted: found.mount_points.find((point) => point !== MOUNTED_AT),
    searched: found.mount_points.includes(MOUNTED_AT),
  };
}

/** Mounts a volume for writing while `write` fills a folder of it; one that the operator mounted stays mounted. */
export async function onVolume(
  { device, mounted, searched }: Volume,
  machine: Pick<Machine, 'run'>,
  write: (folder: string) => Promise<void>,
): Promise<void> {
  if (mounted !== undefined) return write(mounted);
  const limit = { timeoutSeconds: MOUNT_SECONDS };
  // A device that is mounted read-only cannot be mounted for writing beside it (mount(2), EBUSY).
  if (searched) await machine.run(['umount', MOUNTED_AT], limit);
  // Without --rw a write-protected one would be mounted all the same, read-only (mount(8)).
  const options = ['--mkdir', '--rw', '--options', 'nosuid,nodev,noexec'];
  await machine.run(['mount', ...options, device, WRITTEN_AT], limit);
  try {
    await write(WRITTEN_AT);
  } finally {
    await machine.run(['umount', WRITTEN_AT], limit);
  }
}
