import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GiB, MiB } from '../../src/bytes.ts';

/** An empty disk of `bytes` bytes (a sparse file). */
export function emptyDisk(folder: string, name: string, bytes = 10 * GiB): string {
  const file = join(folder, name);
  const handle = openSync(file, 'w');
  ftruncateSync(handle, bytes);
  closeSync(handle);
  return file;
}

/** A disk full of somebody's data: nothing on it may change. */
export function strangersDisk(folder: string, name: string): string {
  const file = emptyDisk(folder, name, 9 * GiB);
  const handle = openSync(file, 'r+');
  for (const place of [0, 4 * GiB, 9 * GiB - MiB]) writeSync(handle, randomBytes(MiB), 0, MiB, place);
  closeSync(handle);
  return file;
}

/** SHA-256 of a sparse file: of its data and of where they are, so that also zeros written into a hole count. */
export async function sha256(file: string): Promise<string> {
  const tar = spawn(
    'tar',
    ['--create', '--sparse', '--mtime=@0', '--directory', dirname(file), basename(file)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const hash = createHash('sha256');
  await pipeline(tar.stdout, hash);
  return hash.digest('hex');
}

/** A FAT volume labelled COS-ANSWERS, with one answer file on it or empty. */
export function answersVolume(folder: string, answers?: string): string {
  const file = emptyDisk(folder, 'answers.img', 4 * MiB);
  execFileSync('mkfs.vfat', ['-n', 'COS-ANSWERS', file], { stdio: 'pipe' });
  if (answers === undefined) return file;
  const yaml = join(folder, 'answers.yaml');
  writeFileSync(yaml, answers);
  execFileSync('mcopy', ['-i', file, yaml, '::default.yaml'], { stdio: 'pipe' });
  return file;
}

/** The answer files on such a volume, name by name. */
export function savedAnswers(volume: string): ReadonlyMap<string, string> {
  const names = execFileSync('mdir', ['-b', '-i', volume, '::'], { encoding: 'utf8' }).split('\n');
  const text = (name: string) => execFileSync('mtype', ['-i', volume, `::${name}`], { encoding: 'utf8' });
  return new Map(
    names
      .map((name) => name.replace('::/', ''))
      .filter((name) => name !== '')
      .map((name) => [name, text(name)]),
  );
}
