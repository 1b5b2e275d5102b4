import { allContents } from '../disk/contents.ts';
import type { Disk } from '../disk/disk.ts';
import type { Machine } from '../machine.ts';
import type { NodeNote } from './complete-note.ts';
import { mountedWhile } from './mounted-while.ts';
import { ESP } from './steps/places.ts';

/**
 * Starts the node on a disk without going through the firmware, which may prefer the medium again:
 * its kernel is loaded by kexec(8) (signature checked by the kernel under Secure Boot) and started.
 */
export async function startNode(machine: Machine, disk: Disk, note: NodeNote): Promise<void> {
  const esp = allContents(disk).find((c) => c.partition_label === 'EFI-SYSTEM');
  if (!esp) throw new Error(`${disk.path} has no EFI-SYSTEM partition`);
  await mountedWhile(machine, esp.path, ESP, () =>
    machine.run([
      'kexec',
      '--load',
      '--kexec-file-syscall',
      `${ESP}/coreos/vmlinuz-a`,
      `--initrd=${ESP}/coreos/initrd-a.img`,
      `--command-line=${note.kernel_arguments.join(' ')}`,
    ]),
  );
  await machine.run(['systemctl', 'kexec']);
}
