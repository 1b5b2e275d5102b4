import type { Machine } from '../machine.ts';

/** Mounts a file system read-only for the time of `look`. A device that cannot be mounted gives undefined. */
export async function mountedWhile<T>(
  machine: Machine,
  device: string,
  at: string,
  look: () => Promise<T>,
): Promise<T | undefined> {
  try {
    await machine.run(['mount', '--mkdir', '--options', 'ro', device, at]);
  } catch {
    return undefined;
  }
  try {
    return await look();
  } finally {
    await machine.run(['umount', at]);
  }
}
