import { z } from 'zod';
import type { Machine } from '../machine.ts';

/** PARTN is not among them: util-linux 2.38 does not know it, sysfs does. */
const COLUMNS =
  'KNAME,PATH,MAJ:MIN,TYPE,SIZE,MODEL,SERIAL,VENDOR,WWN,TRAN,ROTA,RO,RM,LOG-SEC,PHY-SEC,PTTYPE,FSTYPE,' +
  'LABEL,UUID,PARTLABEL,PARTTYPE,PARTUUID,MOUNTPOINTS';
/** `--tree`, because without a NAME column lsblk prints a flat list. */
const COMMAND = ['lsblk', '--json', '--tree', '--bytes', '--output', COLUMNS] as const;

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || undefined);
const number = z
  .number()
  .int()
  .nullish()
  .transform((value) => value ?? undefined);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined);

/** A block device as lsblk prints it; empty texts are undefined. A device with two parents is below both. */
export type BlockDevice = z.output<typeof fieldsSchema> & { readonly children: BlockDevice[] };

const fieldsSchema = z.object({
  kname: z.string(),
  path: z.string(),
  'maj:min': z.string().transform((value) => value.trim()),
  type: z.string(),
  size: number,
  model: text,
  serial: text,
  vendor: text,
  wwn: text,
  tran: text,
  rota: flag,
  ro: flag,
  rm: flag,
  'log-sec': number,
  'phy-sec': number,
  pttype: text,
  fstype: text,
  label: text,
  uuid: text,
  partlabel: text,
  parttype: text,
  partuuid: text,
  // `[null]` up to util-linux 2.40, `[]` since.
  mountpoints: z.array(z.string().nullable()).transform((points) => points.filter((point) => point !== null)),
});
const deviceSchema: z.ZodType<BlockDevice> = z.lazy(() =>
  fieldsSchema.extend({ children: z.array(deviceSchema).default([]) }),
);
const outputSchema = z.object({ blockdevices: z.array(deviceSchema) });

/**
 * Every block device as lsblk(8) sees it: also an md array that is not started, which has no size and yet
 * holds its members.
 * @throws CommandFailed when lsblk fails, ZodError when it prints another shape.
 */
export async function listBlockDevices(machine: Machine, sysroot?: string): Promise<BlockDevice[]> {
  const where = sysroot === undefined ? [] : ['--sysroot', sysroot];
  const { stdout } = await machine.run([...COMMAND, ...where], { timeoutSeconds: 60 });
  return stdout.trim() === '' ? [] : outputSchema.parse(JSON.parse(stdout)).blockdevices;
}

/** The devices and everything below them; one with two parents comes twice. */
export function withDescendants(devices: readonly BlockDevice[]): BlockDevice[] {
  return devices.flatMap((device) => [device, ...withDescendants(device.children)]);
}

/** The kernel's own node: `/dev/dm-0` where lsblk prints `/dev/mapper/…`. In names, sysfs has `!` for `/`. */
export function kernelPath({ kname }: Pick<BlockDevice, 'kname'>): string {
  return `/dev/${kname.replaceAll('!', '/')}`;
}
