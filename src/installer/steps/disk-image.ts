import { formatBinarySize } from '../../bytes.ts';
import type { Disk } from '../../disk/disk.ts';
import type { Secret } from '../../secret.ts';
import type { Action, Step } from '../../step.ts';
import { COMPLETE_FILE, type ImageNote } from '../complete-note.ts';
import { type ImagePartition, unpackCommand } from '../disk-image.ts';
import type { ReadyImage } from '../image-ready.ts';
import { bootImageStep, dropCache, fitTableStep, HEAD } from './disk-image-boot.ts';
import { LOG, mounted, NODE_LOG, OEM, ROOT, USER_DATA } from './places.ts';
import { type MadeFile, writeFile } from './system.ts';

/** What the steps of one installation of a whole image need to know. */
export type ImageInstall = {
  readonly disk: Pick<Disk, 'path' | 'bytes'>;
  readonly image: ReadyImage;
  readonly userData: Secret;
  readonly kernelArgs: readonly string[];
};

/** The whole installation of an image; `first`: what proves the disk and empties it. */
export function diskImageSteps(install: ImageInstall, answersHash: string, first: readonly Step[]): Step[] {
  return [
    checkImageStep(install),
    ...first,
    writeImageStep(install),
    fitTableStep(install.disk),
    writeConfigurationStep(install),
    verifyConfigurationStep(install),
    completeImageStep(install, answersHash),
    bootImageStep(install.disk),
  ];
}

/** Reads the whole packed image and compares it with its checksum, before the disk is touched. */
function checkImageStep({ image }: ImageInstall): Step {
  const { algorithm, digest } = image.checksum;
  return {
    id: 'check-medium',
    title: 'Check the image on the installation medium',
    phase: 'write',
    touches: [],
    run: [{ do: 'read', from: image.file, bytes: image.bytes, [algorithm]: digest }],
  };
}

/** The image goes onto the disk, all but its first MiB: without that no firmware finds anything on it. */
function writeImageStep({ disk, image }: ImageInstall): Step {
  return {
    id: 'write-image',
    title: `Unpack ${image.name} (${formatBinarySize(image.disk_bytes)})`,
    phase: 'write',
    touches: [disk.path],
    run: [
      {
        do: 'unpack',
        argv: unpackCommand(image.file, image.compression),
        name: image.name,
        head: HEAD,
        device: disk.path,
        capacity: disk.bytes,
        bytes: image.disk_bytes,
      },
    ],
  };
}

/** The line that COS has in grub.cfg on OEM, and its own csphere-prepare writes again at each start. */
function oemFile({ kernelArgs }: ImageInstall): MadeFile {
  const content = `set linux_append="${['rootflags=data=journal', ...kernelArgs].join(' ')}"\n`;
  return { path: 'grub.cfg', mode: 0o644, content };
}

function rootFile({ userData }: ImageInstall): MadeFile {
  return { path: USER_DATA, mode: 0o600, content: userData };
}

function writeConfigurationStep(install: ImageInstall): Step {
  const { disk, image } = install;
  return {
    id: 'write-configuration',
    title: 'Write user data to ROOT and kernel arguments to OEM',
    phase: 'write',
    touches: [disk.path],
    run: [
      within(install, image.root, ROOT, 'rw', [writeFile(ROOT, rootFile(install))]),
      within(install, image.oem, OEM, 'rw', [writeFile(OEM, oemFile(install))]),
    ],
  };
}

function verifyConfigurationStep(install: ImageInstall): Step {
  const { disk, image } = install;
  return {
    id: 'verify-configuration',
    title: 'Read user data and kernel arguments back',
    phase: 'verify',
    touches: [],
    run: [
      dropCache(disk.path),
      within(install, image.root, ROOT, 'ro', [compare(ROOT, rootFile(install))]),
      within(install, image.oem, OEM, 'ro', [compare(OEM, oemFile(install))]),
    ],
  };
}

/** The note that the node is complete, and the log: nobody finds them before the table is there. */
function completeImageStep(install: ImageInstall, answersHash: string): Step {
  const { disk, image } = install;
  const { algorithm, digest } = image.checksum;
  const note: ImageNote = {
    image: image.name,
    checksum: `${algorithm}:${digest}`,
    answers_hash: answersHash,
  };
  const content = `${JSON.stringify(note, null, 2)}\n`;
  return {
    id: 'mark-complete',
    title: 'Note on the disk that the node is complete, and keep the log',
    phase: 'commit',
    touches: [disk.path],
    run: [
      within(install, image.oem, OEM, 'rw', [writeFile(OEM, { path: COMPLETE_FILE, mode: 0o644, content })]),
      within(install, image.root, ROOT, 'rw', [
        { do: 'run', argv: ['mkdir', '--parents', `${ROOT}${NODE_LOG}`] },
        { do: 'run', argv: ['cp', '--recursive', '--no-target-directory', LOG, `${ROOT}${NODE_LOG}`] },
      ]),
    ],
  };
}

/**
 * Enters a file system of the image by its place on the disk, through a loop device: the kernel does not know
 * the partitions before the table is there. Its kind is the image's own (OEM: ext4, on newer Flatcar btrfs).
 */
function within(
  { disk }: ImageInstall,
  { start_bytes, bytes }: ImagePartition,
  at: string,
  mode: 'ro' | 'rw',
  run: readonly Action[],
): Action {
  return mounted(disk.path, at, 'auto', `${mode},loop,offset=${start_bytes},sizelimit=${bytes}`, run);
}

function compare(at: string, { path, content }: MadeFile): Action {
  return { do: 'compare', path: `${at}/${path}`, offset: 0, with: { content }, file: true };
}
