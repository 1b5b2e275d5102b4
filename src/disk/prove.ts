import type { Machine } from '../machine.ts';
import { error, ProblemError } from '../problem.ts';
import type { DiskIdentity } from '../step.ts';
import { allContents } from './contents.ts';
import type { Disk } from './disk.ts';
import { probeDisks } from './probe.ts';

/**
 * Looks at the disk again just before the first write, with the eyes it was chosen with: same size, serial
 * number and WWN, nothing of it mounted or used as swap, nothing (LVM, md, crypt …) active on it.
 * @throws ProblemError when it is another disk now, or busy.
 */
export async function proveDisk(machine: Machine, disk: DiskIdentity): Promise<void> {
  const { disks } = await probeDisks({ machine });
  const now = disks.find((candidate) => candidate.path === disk.path);
  const wanted = describe(disk);
  const found = now ? describe(now) : '-';
  if (!now || found !== wanted) throw new ProblemError(error('disk.changed', disk.path, { wanted, found }));
  const holder = holdersOf(now)[0];
  if (holder !== undefined) throw new ProblemError(error('disk.became-busy', disk.path, { holder }));
}

function describe({ bytes, serial, wwn }: Pick<Disk, 'bytes' | 'serial' | 'wwn'>): string {
  return `${bytes} bytes, serial ${serial ?? '-'}, WWN ${wwn ?? '-'}`;
}

function holdersOf(disk: Disk): string[] {
  const below = allContents(disk);
  const mounts = [disk, ...below].flatMap(({ path, mount_points }) =>
    mount_points.map((at) => `${path} (${at})`),
  );
  return [...mounts, ...below.flatMap(({ path, type }) => (type === 'part' ? [] : [`${path} (${type})`]))];
}
