import { CommandFailed, type Machine } from '../machine.ts';

/** lsblk(1), exit status: none of the specified devices found. */
const NOT_FOUND = 32;

/** Whether the kernel has taken a block device away, or left an empty shell of it (an NVMe disk that died). */
export async function isGone(machine: Machine, path: string): Promise<boolean> {
  const look = ['lsblk', '--nodeps', '--noheadings', '--bytes', '--output', 'SIZE', path] as const;
  try {
    return (await machine.run(look, { timeoutSeconds: 20 })).stdout.trim() === '0';
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return cause.exitCode === NOT_FOUND;
  }
}
