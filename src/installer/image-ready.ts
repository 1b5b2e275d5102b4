import { formatSize } from '../bytes.ts';
import type { Disk } from '../disk/disk.ts';
import { error, type Problem, warning } from '../problem.ts';
import type { Answers } from './answers.ts';
import {
  type Checksum,
  COMPRESSIONS,
  type DiskImage,
  type ImagePartition,
  type ImageTable,
} from './disk-image.ts';
import type { Inventory } from './inventory.ts';

const PATH = 'install.image';

/** The image of a whole disk that will be written, with all that has to be known of it before. */
export type ReadyImage = {
  readonly name: string;
  /** The packed file on the medium. */
  readonly file: string;
  readonly compression: DiskImage['compression'];
  /** Of the packed file. */
  readonly bytes: number;
  readonly checksum: Checksum;
  readonly disk_bytes: number;
  readonly root: ImagePartition;
  readonly oem: ImagePartition;
};

/** Where a medium carries the images of whole disks, as COS media always did. */
export function bzimageFolder(mountPoint: string): string {
  return `${mountPoint}/bzimage`;
}

/** The one image in /bzimage of the medium, or why there is none that can be installed. Pure. */
export function readyImage({ medium }: Inventory): { image: ReadyImage } | { problems: readonly Problem[] } {
  const folder = bzimageFolder(medium?.mount_point ?? '');
  const images = medium?.bzimage?.images ?? [];
  const [image, ...others] = images;
  if (!image) {
    const wanted = Object.keys(COMPRESSIONS)
      .map((end) => `*.bin.${end}`)
      .join(', ');
    const found = medium?.bzimage?.files.join(', ') || '-';
    return { problems: [error('image.none', PATH, { folder, wanted, found })] };
  }
  if (others.length > 0) {
    const names = images.map(({ name }) => name).join(', ');
    return { problems: [error('image.several', PATH, { folder, names })] };
  }
  return provenImage(image, folder);
}

function provenImage(image: DiskImage, folder: string): ReturnType<typeof readyImage> {
  const { name, checksum, table } = image;
  const problems: Problem[] = [];
  if (!checksum) problems.push(error('image.no-checksum', PATH, { name, folder }));
  const root = table && partition(table, 'ROOT', 9);
  const oem = table && partition(table, 'OEM', 6);
  if (!table || !root || !oem) {
    const missing = [root ? [] : 'ROOT', oem ? [] : 'OEM'].flat().join(', ');
    const reason = image.unreadable ?? `no partition ${missing}`;
    problems.push(error('image.unknown-layout', PATH, { name, reason }));
  }
  if (!checksum || !table || !root || !oem || problems.length > 0) return { problems };
  const { compression, bytes } = image;
  const { disk_bytes } = table;
  return { image: { name, file: `${folder}/${name}`, compression, bytes, checksum, disk_bytes, root, oem } };
}

/** By its name; an image without names has them in the places where COS always had them. */
function partition({ partitions }: ImageTable, label: string, number: number): ImagePartition | undefined {
  return (
    partitions.find((one) => one.label === label) ??
    partitions.find((one) => one.number === number && !one.label)
  );
}

/** Why an image does not fit on a disk. */
export function imageOnDisk({ name, disk_bytes }: ReadyImage, disk: Disk): Problem[] {
  const problems: Problem[] = [];
  if (disk.bytes < disk_bytes) {
    const sizes = { size: formatSize(disk.bytes), needed: formatSize(disk_bytes) };
    problems.push(error('disk.image-larger', 'disk.target', { device: disk.path, name, ...sizes }));
  }
  // Its table counts in sectors of 512 bytes, and nobody else would find its partitions.
  if (disk.logical_sector_bytes !== 512) {
    const bytes = disk.logical_sector_bytes;
    problems.push(error('disk.image-sectors', 'disk.target', { device: disk.path, name, bytes }));
  }
  return problems;
}

/** What an original COS does not do with the answers. */
export function imageWarnings({ install, system }: Answers): Problem[] {
  const yescrypt = system.password.kind === 'hash' && system.password.value.reveal().startsWith('$y$');
  return [
    ...(install.kernel_args.length > 0 ? [warning('image.kernel-args', 'install.kernel_args')] : []),
    ...(yescrypt ? [warning('image.password-hash', 'system.password_hash')] : []),
  ];
}
