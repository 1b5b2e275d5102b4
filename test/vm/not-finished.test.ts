import { spawn } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MiB } from '../../src/bytes.ts';
import { isMarked, marked, NOT_FINISHED } from '../../src/disk/not-finished.ts';
import { Console, sentence } from './console.ts';
import { freshFolder } from './qemu.ts';

/** Nothing but a BIOS and a disk; without graphics what the BIOS prints goes to the serial port. */
const BARE = ['-machine', 'pc,graphics=off', '-accel', 'tcg', '-m', '32', '-nodefaults', '-display', 'none'];

test('a BIOS that starts a disk whose installation was not finished prints the line and stops', async () => {
  const folder = freshFolder('not-finished');
  const image = join(folder, 'disk.img');
  // What lies behind the first sector, the machine must never run: it would restart without end.
  const disk = Buffer.alloc(MiB, Buffer.from([0xea, 0xf0, 0xff, 0x00, 0xf0]));
  marked(Buffer.alloc(512), 'clear').copy(disk);
  expect(isMarked(disk)).toBe(true);
  writeFileSync(image, disk);
  const drive = `if=ide,format=raw,file=${image}`;
  const qemu = spawn('qemu-system-x86_64', [...BARE, '-serial', 'stdio', '-drive', drive]);
  try {
    const record = (chunk: Buffer) => appendFileSync(join(folder, 'console.log'), chunk);
    const console = new Console(qemu.stdout, qemu.stdin, record);
    await console.waitFor(/Booting from Hard Disk/, 120);
    await console.waitFor(sentence(NOT_FINISHED), 60);
    expect(console.text.split(NOT_FINISHED)).toHaveLength(2);
  } finally {
    qemu.kill('SIGKILL');
  }
});
