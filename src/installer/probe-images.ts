import { z } from 'zod';
import { MiB } from '../bytes.ts';
import { CommandFailed, type Machine } from '../machine.ts';
import { type Bzimage, compressionOf, type DiskImage, type ImageTable, unpackCommand } from './disk-image.ts';
import { checksumFor, isChecksumList } from './image-checksum.ts';
import { bzimageFolder } from './image-ready.ts';

/** Bytes from the start of an image that hold its boot code and its partition table, and of no partition anything. */
export const HEAD_BYTES = MiB;
/** Beyond every image: the table says how long a disk it is for, and a shorter one would not be read. */
const READING_BYTES = 8 * 1024 * 1024 * MiB;
/** Sectors behind the last one that a partition may have: the second copy of table and header (UEFI 2.10, 5.3.1). */
const BACKUP_SECTORS = 33;
const SECTOR_BYTES = 512;

const listingSchema = z.array(z.tuple([z.coerce.number().int(), z.string()]));
const sfdiskSchema = z.object({
  partitiontable: z.object({
    label: z.literal('gpt'),
    lastlba: z.number().int(),
    partitions: z.array(
      z.object({
        node: z.string(),
        start: z.number().int(),
        size: z.number().int(),
        name: z.string().optional(),
      }),
    ),
  }),
});

/**
 * The images in the medium's folder /bzimage: packing, checksum, partition table; undefined without that folder.
 * The table of an image is in its first MiB, which alone is unpacked.
 * `scratch` is a file that may be made; an image of the same name and size as a `known` one is not unpacked again.
 */
export async function probeImages(
  machine: Machine,
  mountPoint: string,
  { scratch, known }: { readonly scratch: string; readonly known?: Bzimage | undefined },
): Promise<Bzimage | undefined> {
  const folder = bzimageFolder(mountPoint);
  const listing = await machine
    .run(['find', folder, '-mindepth', '1', '-maxdepth', '1', '-follow', '-type', 'f', '-printf', '%s/%f\\n'])
    .catch(() => undefined);
  if (!listing) return undefined;
  const rows = listing.stdout.split('\n').filter((line) => line !== '');
  const files = listingSchema
    .parse(rows.map((line) => splitOnce(line)))
    .toSorted(([, a], [, b]) => (a < b ? -1 : 1));
  const lists = new Map<string, string>();
  for (const [bytes, name] of files)
    if (isChecksumList(name) && bytes < MiB)
      lists.set(name, (await machine.readText(`${folder}/${name}`)) ?? '');
  const images: DiskImage[] = [];
  for (const [bytes, name] of files) {
    const compression = compressionOf(name);
    if (!compression) continue;
    const before = known?.images.find((one) => one.name === name && one.bytes === bytes && one.table);
    const table = before
      ? { table: before.table }
      : await readTable(machine, scratch, unpackCommand(`${folder}/${name}`, compression));
    images.push({ name, compression, bytes, checksum: checksumFor(name, lists), ...table });
  }
  return { files: files.map(([, name]) => name), images };
}

function splitOnce(line: string): [string, string] {
  const at = line.indexOf('/');
  return [line.slice(0, at), line.slice(at + 1)];
}

async function readTable(
  machine: Machine,
  head: string,
  argv: readonly [string, ...string[]],
): Promise<Pick<DiskImage, 'table' | 'unreadable'>> {
  try {
    await machine.unpack({ argv, head: { path: head, bytes: HEAD_BYTES } });
    await machine.run(['truncate', `--size=${READING_BYTES}`, head]);
    const { stdout } = await machine.run(['sfdisk', '--json', head]);
    return { table: tableOf(stdout) };
  } catch (cause) {
    const noTable = cause instanceof CommandFailed && cause.argv[0] === 'sfdisk';
    if (noTable || cause instanceof z.ZodError) return { unreadable: 'it has no GPT' };
    return { unreadable: cause instanceof Error ? cause.message : String(cause) };
  } finally {
    await machine.run(['rm', '--force', head]).catch(() => {});
  }
}

/** What `sfdisk --json` says of an image. Sectors are of 512 bytes: the file has no others. */
function tableOf(json: string): ImageTable {
  const { partitiontable } = sfdiskSchema.parse(JSON.parse(json));
  return {
    disk_bytes: (partitiontable.lastlba + 1 + BACKUP_SECTORS) * SECTOR_BYTES,
    partitions: partitiontable.partitions.map(({ node, start, size, name }) => ({
      number: Number(/\d+$/.exec(node)?.[0]),
      label: name,
      start_bytes: start * SECTOR_BYTES,
      bytes: size * SECTOR_BYTES,
    })),
  };
}
