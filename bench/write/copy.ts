import { closeSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import { copyBytes } from '../../src/block-io/copy.ts';

/* node bench/write/copy.ts FILE DISK BYTES: copies a file of zeros and reads it back. Prints the peak of memory, in bytes. */
const [file = '', disk = '', size = ''] = process.argv.slice(2);
const bytes = Number(size);
const handle = openSync(file, 'w');
ftruncateSync(handle, bytes);
closeSync(handle);
await copyBytes({ from: file, fromOffset: 0, to: disk, toOffset: 0, bytes, read_back: { from: disk } });
const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
process.stdout.write(String(Number(peak) * 1024));
