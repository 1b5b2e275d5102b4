import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const FOLDER = new URL('../../iso/rootfs/usr/lib/systemd/system/', import.meta.url).pathname;

/** A unit of the image: its lines, `key` with every value that the section's lines give it. */
export type UnitFile = {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** The words of all lines of a key. */
  readonly words: (key: string) => string[];
  /** The lines of a key. */
  readonly lines: (key: string) => string[];
};

/** The units of a node that the image brings. */
export function unitFiles(): UnitFile[] {
  return globSync([`${FOLDER}csphere-*`, `${FOLDER}cos-{status,host-ip,images}.*`])
    .sort()
    .map(readUnit);
}

export function unitExists(name: string): boolean {
  return existsSync(FOLDER + name);
}

function readUnit(path: string): UnitFile {
  const text = readFileSync(path, 'utf8');
  const all = text.replaceAll('\\\n', ' ').split('\n');
  const lines = (key: string) =>
    all.flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));
  const words = (key: string) => lines(key).flatMap((line) => line.split(/\s+/));
  return { name: basename(path), path, text, words, lines };
}
