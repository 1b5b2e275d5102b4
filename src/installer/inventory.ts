import { z } from 'zod';
import { diskSchema } from '../disk/disk.ts';
import { linkSchema } from '../network/link.ts';
import { bzimageSchema } from './disk-image.ts';
import { manifestSchema } from './manifest.ts';
import { payloadSchema } from './payload.ts';

/** A machine as `cos-install probe` prints it; a file of this shape stands in for the machine (`--machine`). */
export const inventorySchema = z.strictObject({
  version: z.literal(1),
  firmware: z.strictObject({
    kind: z.enum(['bios', 'uefi']),
    secure_boot: z.boolean(),
  }),
  dmi: z.strictObject({
    vendor: z.string().optional(),
    product: z.string().optional(),
    /** System serial number: what an answer file's name `/answers/<serial>.yaml` is compared with. */
    serial: z.string().optional(),
    uuid: z.string().optional(),
  }),
  cpu: z.strictObject({ model: z.string().optional(), cores: z.number().int().positive().optional() }),
  /** What the kernel can use: less than the modules hold. Absent where it could not be read. */
  memory_bytes: z.number().int().positive().optional(),
  disks: z.array(diskSchema),
  links: z.array(linkSchema),
  /** The medium the installer was started from; absent on an operator's desk. */
  medium: z
    .strictObject({
      device: z.string(),
      label: z.string().optional(),
      uuid: z.string().optional(),
      mount_point: z.string(),
      /** What the medium carries (`/cos/manifest.json`); absent when it is not an installation medium. */
      manifest: manifestSchema.optional(),
      /** Images of whole disks in its folder `/bzimage`; absent where there is no such folder. */
      bzimage: bzimageSchema.optional(),
      /** Programs that the site brings (`/cos/payload`); absent where there is no such folder. */
      payload: payloadSchema.optional(),
    })
    .optional(),
  /** Probes that failed: a finding, not a crash. */
  findings: z.array(z.string()),
});
export type Inventory = z.output<typeof inventorySchema>;
