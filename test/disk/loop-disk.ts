import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Machine, realMachine } from '../../src/machine.ts';

export const BYTES = 32 * (1 << 20);

/** A block device of 32 MiB with partitions, whose file can be looked at. */
export class LoopDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'cos-loop-'));
  readonly file = join(this.folder, 'disk.img');
  readonly path: string;

  constructor() {
    const handle = openSync(this.file, 'w');
    // Data that belong to somebody, different at every place.
    for (let at = 0; at < BYTES; at += 1 << 20)
      writeSync(handle, Buffer.alloc(1 << 20, `${at} of somebody `), 0, 1 << 20, at);
    ftruncateSync(handle, BYTES);
    closeSync(handle);
    const argv = ['--find', '--show', '--partscan', this.file];
    this.path = execFileSync('losetup', argv, { encoding: 'utf8' }).trim();
    onTestFinished(() => {
      execFileSync('losetup', ['--detach', this.path]);
      rmSync(this.folder, { recursive: true });
    });
  }

  /** Runs a program on this machine; `DISK` in its arguments is the device. */
  run(argv: readonly [string, ...string[]], input = ''): void {
    const [program, ...args] = argv.map((word) => word.replace('DISK', this.path));
    execFileSync(program ?? '', args, { input, stdio: 'pipe' });
  }

  /** Writes a partition table; the kernel is told of it whether it can read such a table or not. */
  partition(script: string): void {
    this.run(['sfdisk', '--quiet', '--no-reread', '--no-tell-kernel', 'DISK'], script);
    this.run(['partx', '--update', 'DISK']);
  }

  write(offset: number, data: Uint8Array): void {
    const handle = openSync(this.path, 'r+');
    writeSync(handle, data, 0, data.length, offset);
    closeSync(handle);
  }

  /** What the device holds, past what the kernel remembers of it and of its partitions. */
  content(): Buffer {
    execFileSync('blockdev', ['--flushbufs', this.path]);
    return readFileSync(this.path);
  }

  hash(): string {
    return createHash('sha256').update(this.content()).digest('hex');
  }
}

/** This machine, where udev may not run. */
export const withoutUdev: Machine = {
  ...realMachine,
  run: async (argv, options) =>
    argv[0] === 'udevadm' ? { stdout: '', stderr: '' } : realMachine.run(argv, options),
};
