import { statSync } from 'node:fs';
import { join } from 'node:path';
import { unpackCommand } from '../src/installer/disk-image.ts';
import { realMachine } from '../src/machine.ts';

/* What an installation does with a packed image: its checksum, then unpacked onto the disk and read back. */
const folder = process.argv[2] ?? '.';
const image = join(folder, 'image.bin.bz2');
const device = join(folder, 'disk');
await realMachine.run(['sha1sum', '--check', '--strict', '--quiet', 'sha1sum.txt']);
await realMachine.unpack({
  argv: unpackCommand(image, 'bz2'),
  head: { path: join(folder, 'head'), bytes: 1024 * 1024 },
  onto: { device, capacity: statSync(device).size },
});
