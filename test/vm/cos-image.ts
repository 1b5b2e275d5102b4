import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { MiB } from '../../src/bytes.ts';
import { ISO } from './qemu.ts';

/** What the boot sector of the image says on the serial line. */
export const BOOTED = 'the boot code of the image runs';

type Row = readonly [number: number, label: string, start: number, mebibytes: number, type: string];

/** The partitions of COS, much smaller; places and sizes in MiB. */
const ROWS: readonly Row[] = [
  [1, 'EFI-SYSTEM', 2, 8, 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b'],
  [2, 'BIOS-BOOT', 10, 2, '21686148-6449-6e6f-744e-656564454649'],
  [3, 'USR-A', 12, 32, '5dfbf5f4-2848-4bac-aa5e-0d9a20b745a6'],
  [4, 'USR-B', 44, 32, '5dfbf5f4-2848-4bac-aa5e-0d9a20b745a6'],
  [6, 'OEM', 76, 16, '0fc63daf-8483-4772-8e79-3d69d8477de4'],
  [7, 'OEM-CONFIG', 92, 8, 'c95dc21a-df0e-4340-8d7b-26cbfa9a03e0'],
  [9, 'ROOT', 100, 64, '3884dd41-8582-4404-b9a8-e9b84f2df50e'],
];
const IMAGE_MIB = 166;

/** Where a partition of the image lies on the disk, in bytes. */
export function placeOf(label: string): { readonly start: number; readonly bytes: number } {
  const row = ROWS.find(([, name]) => name === label);
  if (!row) throw new Error(`no partition ${label}`);
  return { start: row[2] * MiB, bytes: row[3] * MiB };
}

/** Prints a line on the first serial port (16-bit code at 7C00h), and halts. */
function bootSector(): Buffer {
  const sector = Buffer.alloc(440);
  const code = [
    [0x31, 0xc0, 0x8e, 0xd8, 0xfc], //   xor ax, ax; mov ds, ax; cld
    [0xbe, 0x40, 0x7c], //               mov si, 7C40h
    [0xba, 0xf8, 0x03], //               mov dx, 3F8h
    [0xac, 0x84, 0xc0, 0x74, 0x03], //   next: lodsb; test al, al; jz halt
    [0xee, 0xeb, 0xf8], //               out dx, al; jmp next
    [0xf4, 0xeb, 0xfd], //               halt: hlt; jmp halt
  ].flat();
  sector.set(code);
  sector.write(`\r\n${BOOTED}\r\n`, 0x40, 'latin1');
  return sector;
}

/** An image with the layout of an original COS: what is in USR-A, its hash, and a disk's worth of partitions. */
export function cosImage(folder: string): { readonly file: string; readonly usrHash: string } {
  const file = join(folder, 'cos_production_image.bin');
  const usr = randomBytes(4 * MiB);
  writeFileSync(file, '');
  truncateSync(file, IMAGE_MIB * MiB);
  const table = ROWS.map(
    ([number, label, start, size, type]) =>
      `${number} : start=${start}MiB, size=${size}MiB, type=${type}, name="${label}"`,
  );
  execFileSync('sfdisk', ['--quiet', file], { input: ['label: gpt', ...table, ''].join('\n') });
  for (const label of ['OEM', 'ROOT']) {
    const { start, bytes } = placeOf(label);
    execFileSync('mkfs.ext4', ['-q', '-F', '-L', label, '-E', `offset=${start}`, file, `${bytes / 1024}k`]);
  }
  const disk = openSync(file, 'r+');
  writeSync(disk, bootSector(), 0, 440, 0);
  writeSync(disk, usr, 0, usr.length, placeOf('USR-A').start);
  closeSync(disk);
  return { file, usrHash: createHash('sha256').update(usr).digest('hex') };
}

/** SHA-256 of what the image has in USR-A, on a disk. */
export function usrHashOn(disk: string): string {
  const usr = Buffer.alloc(4 * MiB);
  const file = openSync(disk, 'r');
  readSync(file, usr, 0, usr.length, placeOf('USR-A').start);
  closeSync(file);
  return createHash('sha256').update(usr).digest('hex');
}

/** The medium of this build with `/bzimage` on it, as `make iso BZIMAGE=DIR` makes it: image and sha1sum.txt. */
export function mediumWith(image: string, folder: string): string {
  const iso = join(folder, 'medium.iso');
  const bzimage = join(folder, 'bzimage');
  rmSync(bzimage, { recursive: true, force: true });
  mkdirSync(bzimage);
  execFileSync('bzip2', [image]);
  renameSync(`${image}.bz2`, join(bzimage, 'cos_production_image.bin.bz2'));
  // The list names the file as the original medium's did, from the medium's top.
  const sums = execFileSync('sha1sum', ['bzimage/cos_production_image.bin.bz2'], { cwd: folder });
  writeFileSync(join(bzimage, 'sha1sum.txt'), sums);
  rmSync(iso, { force: true });
  const command = [
    '-indev',
    ISO,
    '-outdev',
    iso,
    '-map',
    bzimage,
    '/bzimage',
    '-boot_image',
    'any',
    'replay',
  ];
  execFileSync('xorriso', command, { stdio: 'pipe' });
  return iso;
}

/** A file of an ext4 partition of the image, on a disk. */
export function readFrom(disk: string, label: string, path: string): string {
  return debugfs(disk, label, `cat ${path}`);
}

/** Type and mode of a file, as debugfs(8) says: `Type: regular    Mode:  0600`. */
export function statOf(disk: string, label: string, path: string): string {
  return debugfs(disk, label, `stat ${path}`);
}

function debugfs(disk: string, label: string, request: string): string {
  const { start } = placeOf(label);
  return execFileSync('debugfs', ['-R', request, `${disk}?offset=${start}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
