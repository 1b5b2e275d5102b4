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

/** Not those of the live system, and of the first start. */
const OURS = [
  'csphere-*',
  'cos-{status,host-ip,images}.*',
  'cos-{extensions,gluster}*',
  'glusterd.service',
  'zookeeper.service',
];

/** The units of a node that the image brings. */
export function unitFiles(): UnitFile[] {
  return globSync(OURS.map((pattern) => FOLDER + pattern))
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
