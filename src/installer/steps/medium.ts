import type { Step } from '../../step.ts';
import type { Manifest } from '../manifest.ts';
import { type PayloadFile, placeOf } from '../payload.ts';
import { LIVE_USR, onMedium } from './places.ts';
import type { Install } from './system.ts';

/** Names on the medium of what the installed node boots and merges. */
export const KERNEL = 'vmlinuz';
export const INITRD = 'initrd.img';

/** Reads all that will be copied and compares it with the manifest, before the disk is touched. */
export function checkMediumStep({ manifest, mountPoint, extensions, programs }: Install): Step {
  const brought = programs.map((file) => ({ name: onPayload(file), bytes: file.size, sha256: file.sha256 }));
  const listed = [...filesOf(manifest), ...extensionsOf(manifest, extensions), ...brought];
  return {
    id: 'check-medium',
    title: 'Check the installation medium',
    phase: 'write',
    touches: [],
    run: [
      ...listed.map(({ name, bytes, sha256 }) => {
        return { do: 'read', from: onMedium(mountPoint, name), bytes, sha256 } as const;
      }),
      { do: 'read', from: LIVE_USR, bytes: manifest.usr.data_bytes },
    ],
  };
}

/** Where a thing of the payload lies below the medium's /cos. */
export function onPayload(file: PayloadFile): string {
  return `payload/${placeOf(file)}`;
}

/** Kernel and initrd as the manifest lists them. */
export function filesOf(manifest: Manifest) {
  return manifest.files.filter((f) => f.name === KERNEL || f.name === INITRD);
}

/** The files of the named extensions: image, hash tree and root hash. */
export function extensionsOf(manifest: Manifest, names: readonly string[]) {
  const wanted = names.map((name) => `extensions/${name}.`);
  return manifest.files.filter((f) => wanted.some((w) => f.name.startsWith(w)));
}
