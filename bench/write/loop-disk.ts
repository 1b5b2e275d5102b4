import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { GiB } from '../../src/bytes.ts';
import { layoutDisk } from '../../src/disk/layout.ts';

const DISK_BYTES = 20 * GiB;
const CGROUP = '/sys/fs/cgroup/blkio';

export type LoopDisk = {
  readonly disk: string;
  /** Loop devices on top of it, where its partitions will be: this kernel may know no GPT. */
  readonly partitions: Readonly<Record<string, string>>;
};

/**
 * Uses a disk made of a file. `bytesPerSecond` throttles its reads and its writes, each for itself (cgroup v1,
 * blkio-controller.rst), for everybody on this machine: what the kernel writes back later counts too.
 */
export async function withLoopDisk<T>(
  file: string,
  bytesPerSecond: number | undefined,
  use: (disk: LoopDisk) => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'w');
  ftruncateSync(handle, DISK_BYTES);
  closeSync(handle);
  const made: string[] = [];
  const loop = (...options: string[]) => {
    const device = run('losetup', '--find', '--show', '--direct-io=on', ...options);
    made.unshift(device);
    return device;
  };
  try {
    const disk = loop(file);
    if (bytesPerSecond !== undefined) throttle(disk, bytesPerSecond);
    const partitions = layoutDisk(DISK_BYTES)
      .filter(({ role }) => role !== 'usr_a' && role !== 'usr_b')
      .map(({ role, start_bytes, bytes }) => [
        role,
        loop(`--offset=${start_bytes}`, `--sizelimit=${bytes}`, disk),
      ]);
    return await use({ disk, partitions: Object.fromEntries(partitions) });
  } finally {
    // A limit stays with the number of a loop device, and the next disk may get the same one.
    for (const device of made) throttle(device, 0);
    for (const device of made) run('losetup', '--detach', device);
    rmSync(file);
  }
}

function throttle(device: string, bytesPerSecond: number): void {
  const { rdev } = statSync(device);
  for (const way of ['read', 'write'])
    writeFileSync(
      `${CGROUP}/blkio.throttle.${way}_bps_device`,
      `${rdev >> 8}:${rdev & 255} ${bytesPerSecond}`,
    );
}

function run(file: string, ...args: string[]): string {
  return execFileSync(file, args, { encoding: 'utf8' }).trim();
}
