import { CommandFailed, type Machine } from '../machine.ts';
import type { WriteTable } from '../step.ts';

/** fdisk has written the table by then, and what the kernel knows is looked at afterwards. */
const NOT_REREAD = /re-reading the partition table failed/i;

/**
 * Writes a new partition table. fdisk(8) and not sfdisk(8): with `--protect-boot` it leaves the boot code before
 * the table alone, and it writes the first sector last. Old signatures where the new partitions lie go first.
 * @throws CommandFailed when it fails for another reason than a kernel that keeps the old table.
 */
export async function writeTable(
  machine: Machine,
  { device, script, file }: Omit<WriteTable, 'do'>,
): Promise<void> {
  await machine.writeFile(file, script, 0o644);
  const argv = ['fdisk', '--protect-boot', '--wipe', 'never', '--wipe-partitions', 'always', device] as const;
  try {
    await machine.run(argv, { stdin: `I\n${file}\nw\n`, timeoutSeconds: 300 });
  } catch (cause) {
    if (!(cause instanceof CommandFailed && NOT_REREAD.test(cause.stderr))) throw cause;
  }
  await proveTable(machine, device, script);
}

/** fdisk goes on where a line of the script fails: the table that is there now has to be the one that was meant. */
async function proveTable(machine: Machine, device: string, script: string): Promise<void> {
  const { stdout } = await machine.run(['sfdisk', '--dump', device], { timeoutSeconds: 60 });
  const found = idsIn(stdout);
  if (found.join() === idsIn(script).join()) return;
  throw new Error(`fdisk did not write the table to ${device}: found ${found.join(', ') || 'none'}`);
}

/** GUIDs of the table and of each of its partitions, in order. */
function idsIn(script: string): string[] {
  const ids = script.matchAll(/(?:label-id: |uuid=)([0-9a-f-]{36})/gi);
  return [...ids].map(([, id = '']) => id.toLowerCase());
}
