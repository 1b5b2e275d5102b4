import { CommandFailed, type Machine } from '../machine.ts';
import { error, ProblemError } from '../problem.ts';
import { probeDisks } from './probe.ts';
import { holdersOf } from './prove.ts';

/** How often the kernel is asked; udev may look at a partition meanwhile and hold it for a moment. */
const ATTEMPTS = 5;

type Argv = readonly [string, ...string[]];

/**
 * Makes the kernel use the partition table that is on the disk now, and waits until udev knows each partition.
 * BLKRRPART wants the whole disk idle (blockdev(8)); partx(8) changes one partition after the other.
 * @throws ProblemError naming who holds the old partitions.
 */
export async function rereadTable(
  machine: Machine,
  device: string,
  partitions: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const refusalOf = (argv: Argv) => refused(machine, argv, signal);
  const isMapped = device.startsWith('/dev/mapper/');
  if (isMapped && partitions.length === 0) return;
  let refusal: CommandFailed | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await machine.run(['udevadm', 'settle', '--timeout=60'], signal ? { signal } : {});
    refusal = await (isMapped ? refusalOf(mapAgain(device)) : refusalOf(['blockdev', '--rereadpt', device]));
    if (!isMapped) refusal &&= await refusalOf(['partx', '--update', device]);
    if (partitions.length > 0)
      refusal ??= await refusalOf(['udevadm', 'wait', '--settle', '--timeout=60', ...partitions]);
    if (!refusal) return;
    if (attempt < ATTEMPTS) await machine.run(['sleep', '1']);
  }
  const holder = (await holders(machine, device)).join(', ') || '-';
  const reason = refusal?.stderr.trim().split('\n').at(-1) || refusal?.message || '';
  throw new ProblemError(error('disk.table-held', device, { device, holder, reason }));
}

/** The kernel has no partitions on a multipath map: udev's rule for kpartx(8) maps them, and a second kpartx collides. */
function mapAgain(device: string): Argv {
  return ['udevadm', 'trigger', '--settle', '--action=change', device];
}

async function refused(
  machine: Machine,
  argv: Argv,
  signal?: AbortSignal,
): Promise<CommandFailed | undefined> {
  try {
    await machine.run(argv, { timeoutSeconds: 120, ...(signal ? { signal } : {}) });
    return undefined;
  } catch (cause) {
    if (!(cause instanceof CommandFailed) || signal?.aborted) throw cause;
    return cause;
  }
}

async function holders(machine: Machine, device: string): Promise<string[]> {
  const { disks } = await probeDisks({ machine });
  const disk = disks.find(({ path }) => path === device);
  return disk ? holdersOf(disk, []) : [];
}
