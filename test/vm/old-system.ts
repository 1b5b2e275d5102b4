import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { MiB } from '../../src/bytes.ts';
import { diskBytes } from './disk-contents.ts';
import { emptyDisk } from './disks.ts';
import { bootFile } from './facts.ts';
import type { Before } from './judge.ts';

/** What the old system says on the serial line when firmware starts it. */
export const OLD_SYSTEM = 'THE OLD SYSTEM STARTS';

/** Its partitions, in bytes: an ESP and an ext4 file system. */
const ESP = { start: MiB, bytes: 64 * MiB } as const;
const ROOT = { start: 65 * MiB, bytes: 128 * MiB } as const;
/** The end of what the old system has written, but for the copy of its table at the disk's end. */
const OLD_SYSTEM_BYTES = ROOT.start + ROOT.bytes;

/** A disk that boots by BIOS and by UEFI, and says so. */
export function oldSystemDisk(folder: string, name: string): string {
  const file = emptyDisk(folder, name);
  const sectors = (bytes: number) => bytes / 512;
  const row = ({ start, bytes }: typeof ESP | typeof ROOT, type: string) =>
    `start=${sectors(start)}, size=${sectors(bytes)}, type=${type}`;
  run('sfdisk', ['--quiet', file], ['label: gpt', row(ESP, 'uefi'), row(ROOT, 'linux'), ''].join('\n'));
  writeBootSector(file);
  const blocks = (bytes: number) => String(bytes / 1024);
  run('mkfs.vfat', ['-F', '32', '-s', '1', `--offset=${sectors(ESP.start)}`, file, blocks(ESP.bytes)]);
  run('mkfs.ext4', ['-q', '-F', '-E', `offset=${ROOT.start}`, file, `${blocks(ROOT.bytes)}k`]);
  const esp = `${file}@@${ESP.start}`;
  const greeting = join(folder, 'old-grub.cfg');
  writeFileSync(greeting, `echo "${OLD_SYSTEM}"\nsleep 600\n`);
  run('mmd', ['-i', esp, '::EFI', '::EFI/BOOT', '::EFI/debian']);
  for (const boot of ['BOOTX64.EFI', 'grubx64.efi'])
    run('mcopy', ['-i', esp, bootFile(boot), `::EFI/BOOT/${boot}`]);
  run('mcopy', ['-i', esp, greeting, '::EFI/debian/grub.cfg']);
  return file;
}

/** Boot code that prints the greeting: lodsb; test al,al; jz hang; mov ah,0eh; int 10h; jmp (BIOS teletype). */
function writeBootSector(file: string): void {
  const code = Buffer.from('31c08ed8be197cfcac84c07409b40ebb0700cd10ebf2f4ebfd', 'hex');
  const sector = Buffer.concat([code, Buffer.from(`${OLD_SYSTEM}\r\n\0`)]);
  const handle = openSync(file, 'r+');
  writeSync(handle, sector, 0, sector.length, 0);
  closeSync(handle);
}

function run(program: string, args: readonly string[], input = ''): void {
  execFileSync(program, args, { input, stdio: 'pipe' });
}

/** All of it that matters: what lies before its table's end, its partitions, and the copy of the table. */
export function oldSystemBefore(image: string): Before {
  const kept = [
    { start: 440, bytes: 32 * 1024 - 440 },
    { start: ESP.start, bytes: OLD_SYSTEM_BYTES - ESP.start },
    { start: diskBytes(image) - MiB, bytes: MiB },
  ];
  return { image, ranges: kept };
}
