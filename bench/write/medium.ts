import { createHash, randomFillSync } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MiB } from '../../src/bytes.ts';
import type { Manifest } from '../../src/installer/manifest.ts';

/** Bytes of the image and of its hash tree: as large as slot A allows. */
export const DATA_BYTES = 1000 * MiB;
const TREE_BYTES = 8 * MiB;
/** Of each hundred MiB so many are zeros, as in an image that was on disks before. */
const ZEROS = 27;
/** A SHA-256 that nobody compares in the steps that are measured. */
const NOBODYS = '0'.repeat(64);

export type Medium = { readonly folder: string; readonly manifest: Manifest; readonly sha256: string };

/** Makes what a medium carries, in memory: the image, kernel and initrd, the extension, boot code. */
export function makeMedium(folder: string): Medium {
  const sha256 = makeImage(join(folder, 'cos/usr.img'));
  const file = (name: string, bytes: number) => {
    makeFile(join(folder, name.startsWith('boot/') ? name : `cos/${name}`), bytes);
    return { name, bytes, sha256: NOBODYS };
  };
  for (const name of ['grubx64.efi', 'mmx64.efi']) file(`boot/${name}`, 2_000_000);
  const manifest: Manifest = {
    version: '1.0.0',
    files: [
      file('vmlinuz', 12_000_000),
      file('initrd.img', 27_000_000),
      file('extensions/cos-tools.raw', 40_000_000),
    ],
    usr: { bytes: DATA_BYTES + TREE_BYTES, data_bytes: DATA_BYTES, root_hash: NOBODYS },
    extensions: [],
  };
  return { folder, manifest, sha256 };
}

/** @returns the SHA-256 of the image without its tree. */
function makeImage(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  const hash = createHash('sha256');
  const [random, zeros] = [Buffer.alloc(MiB), Buffer.alloc(MiB)];
  for (let done = 0; done < DATA_BYTES + TREE_BYTES; done += MiB) {
    const piece = (done / MiB) % 100 < ZEROS ? zeros : randomFillSync(random);
    writeSync(file, piece);
    if (done < DATA_BYTES) hash.update(piece);
  }
  closeSync(file);
  return hash.digest('hex');
}

function makeFile(path: string, bytes: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, randomFillSync(Buffer.alloc(bytes)));
}
