import { z } from 'zod';

/** How a disk image is packed, by the end of its name. */
export const COMPRESSIONS = {
  bz2: ['lbzip2', '--decompress', '--stdout'],
  zst: ['zstd', '--quiet', '--decompress', '--stdout'],
  xz: ['xz', '--decompress', '--stdout', '--threads=0'],
  gz: ['pigz', '--decompress', '--stdout'],
} as const;
export type Compression = keyof typeof COMPRESSIONS;

const compression = z.enum(['bz2', 'zst', 'xz', 'gz']);

/** The command that unpacks a file to its standard output, on all processors where the format allows it. */
export function unpackCommand(path: string, kind: Compression): [string, ...string[]] {
  const [program, ...options] = COMPRESSIONS[kind];
  return [program, ...options, path];
}

/** How the file of an image is called: its compression, or undefined for another file. */
export function compressionOf(name: string): Compression | undefined {
  return compression.safeParse(/\.bin\.(\w+)$/.exec(name)?.[1]).data;
}

/** A partition of an image; offsets and sizes in bytes. */
const partitionSchema = z.strictObject({
  number: z.number().int().positive(),
  label: z.string().optional(),
  start_bytes: z.number().int().nonnegative(),
  bytes: z.number().int().positive(),
});
export type ImagePartition = z.output<typeof partitionSchema>;

/** A packed image of a whole disk: an original COS or Flatcar production image. */
export const diskImageSchema = z.strictObject({
  name: z.string(),
  compression,
  /** Of the packed file. */
  bytes: z.number().int().nonnegative(),
  /** What a list of checksums beside it says. */
  checksum: z
    .strictObject({
      algorithm: z.enum(['sha1', 'sha256', 'sha512']),
      digest: z.string().regex(/^[0-9a-f]+$/),
      list: z.string(),
    })
    .optional(),
  /** Its partition table (GPT), and the bytes of a disk that this table is for. */
  table: z
    .strictObject({ disk_bytes: z.number().int().positive(), partitions: z.array(partitionSchema) })
    .optional(),
  /** Why its table could not be read. */
  unreadable: z.string().optional(),
});
export type DiskImage = z.output<typeof diskImageSchema>;
export type Checksum = NonNullable<DiskImage['checksum']>;
export type ImageTable = NonNullable<DiskImage['table']>;

/** The folder `/bzimage` of the medium: every file's name, and the images among them. */
export const bzimageSchema = z.strictObject({ files: z.array(z.string()), images: z.array(diskImageSchema) });
export type Bzimage = z.output<typeof bzimageSchema>;
