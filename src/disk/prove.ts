import { z } from 'zod';
import type { Machine } from '../machine.ts';
import { error, ProblemError } from '../problem.ts';
import type { DiskIdentity } from '../step.ts';

const deviceSchema: z.ZodType<Device> = z.lazy(() =>
  z.object({
    path: z.string(),
    size: z.number(),
    serial: z.string().nullable(),
    wwn: z.string().nullable(),
    mountpoints: z.array(z.string().nullable()),
    children: z.array(deviceSchema).optional(),
  }),
);
type Device = {
  path: string;
  size: number;
  serial: string | null;
  wwn: string | null;
  mountpoints: (string | null)[];
  children?: Device[] | undefined;
};
const listSchema = z.object({ blockdevices: z.array(deviceSchema) });

/**
 * Looks at the disk again just before the first write: same size, serial number and WWN as when it was
 * chosen, and nothing of it mounted or used as swap.
 * @throws ProblemError when it is another disk now, or busy.
 */
export async function proveDisk(machine: Machine, disk: DiskIdentity): Promise<void> {
  const { stdout } = await machine.run([
    'lsblk',
    '--json',
    '--bytes',
    '--output',
    'PATH,SIZE,SERIAL,WWN,MOUNTPOINTS',
    disk.path,
  ]);
  const device = listSchema.parse(JSON.parse(stdout)).blockdevices[0];
  const found = device && describe(device);
  const wanted = describe({ size: disk.bytes, serial: disk.serial ?? null, wwn: disk.wwn ?? null });
  if (!device || found !== wanted)
    throw new ProblemError(error('disk.changed', disk.path, { wanted, found: found ?? '-' }));
  const holder = mounts(device)[0];
  if (holder !== undefined) throw new ProblemError(error('disk.became-busy', disk.path, { holder }));
}

function describe({ size, serial, wwn }: Pick<Device, 'size' | 'serial' | 'wwn'>): string {
  return `${size} bytes, serial ${serial?.trim() || '-'}, WWN ${wwn?.trim() || '-'}`;
}

function mounts(device: Device): string[] {
  const own = device.mountpoints.flatMap((at) => (at ? [`${device.path} (${at})`] : []));
  return [...own, ...(device.children ?? []).flatMap(mounts)];
}
