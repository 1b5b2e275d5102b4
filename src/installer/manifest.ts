import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const listed = z.strictObject({ name: z.string(), bytes: z.number().int().positive(), sha256 });

/** `/cos/manifest.json` on the medium: what it carries, with sizes in bytes. */
export const manifestSchema = z.strictObject({
  version: z.string(),
  files: z.array(listed),
  usr: z.strictObject({
    /** The whole file: squashfs and its dm-verity hash tree. */
    bytes: z.number().int().positive(),
    /** Bytes of the squashfs: where the hash tree starts. */
    data_bytes: z.number().int().positive(),
    root_hash: sha256,
  }),
  extensions: z.array(listed.extend({ root_hash: sha256 })),
});
export type Manifest = z.output<typeof manifestSchema>;

/** The probe that reads it: its findings begin so. */
export const MANIFEST_PROBE = 'medium';
