import { spawnSync } from 'node:child_process';

/** Two disks of the same length hold the same bytes; holes are zeros. A running machine may have them open. */
export function isSameDisk(one: string, other: string): boolean {
  const raw = ['-f', 'raw', '-F', 'raw'];
  const { status, stderr } = spawnSync('qemu-img', ['compare', '--force-share', ...raw, one, other], {
    encoding: 'utf8',
  });
  if (status !== 0 && status !== 1) throw new Error(`qemu-img compare: ${stderr}`);
  return status === 0;
}
