import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A new folder for each test, on a file system that knows O_DIRECT (a tmpfs may not). */
export function inFolder(): (name: string) => string {
  let folder = '';
  beforeEach(() => {
    mkdirSync('build', { recursive: true });
    folder = mkdtempSync(join(process.cwd(), 'build', 'io-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return (name) => join(folder, name);
}

/** Uses a file as a block device. */
export async function withLoop<T>(file: string, use: (device: string) => Promise<T>): Promise<T> {
  const device = execFileSync('losetup', ['--find', '--show', file], { encoding: 'utf8' }).trim();
  try {
    return await use(device);
  } finally {
    execFileSync('losetup', ['--detach', device]);
  }
}
