import { z } from 'zod';

/** Where a node keeps the programs of its payload; its units look there first. */
export const PAYLOAD_PROGRAMS = 'opt/cos/payload/bin';

/** Of what kind a thing of the payload is. Roles of today need programs; images and trees are checked and stay on the medium. */
const kind = z.enum(['program', 'tree', 'image']);

const entrySchema = z.strictObject({
  /** A plain file name: it is one on the medium and on the node. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/),
  kind,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Bytes. */
  size: z.int().positive(),
  version: z.string(),
});

/** `/cos/payload/manifest.json` on the medium: programs that a site brings, and no distribution has. */
export const payloadManifestSchema = z.strictObject({
  version: z.literal(1),
  files: z
    .array(entrySchema)
    .refine((files) => new Set(files.map(placeOf)).size === files.length, 'a name stands twice'),
});

/** A thing of the payload as it was found: its bytes, if it is there, and what its first bytes are. */
const foundSchema = entrySchema.extend({
  bytes: z.int().nonnegative().optional(),
  format: z.enum(['elf-x86-64', 'script', 'other']).optional(),
});
export type PayloadFile = z.output<typeof foundSchema>;

/** The payload of a medium as it is recorded; with `damaged`, why its manifest cannot be read. */
export const payloadSchema = z.strictObject({
  files: z.array(foundSchema),
  damaged: z.string().optional(),
});
export type Payload = z.output<typeof payloadSchema>;

const FOLDERS = { program: 'bin', tree: 'trees', image: 'images' } as const;

/** Where it lies below the medium's /cos/payload. */
export function placeOf({ name, kind }: Pick<PayloadFile, 'name' | 'kind'>): string {
  return `${FOLDERS[kind]}/${name}${kind === 'program' ? '' : '.tar'}`;
}
