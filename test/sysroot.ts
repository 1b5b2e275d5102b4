import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One line of a description: a symbolic link, or a file with its content. */
type Entry =
  | { readonly path: string; readonly target: string }
  | { readonly path: string; readonly content: string };

/**
 * Reads the description of a copied tree: `PATH -> TARGET` or `PATH = CONTENT` a line, a content with
 * line ends or control characters as a JSON string. The layout is that of util-linux's own lsblk tests.
 */
export function readTree(file: string | URL): Entry[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const [, path = '', sign, rest = ''] = /^(\S+) (->|=) ?(.*)$/.exec(line) ?? [];
    if (sign === '->') return { path, target: rest };
    return { path, content: rest.startsWith('"') ? String(JSON.parse(rest)) : rest };
  });
}

/** Makes the tree below `folder`, as `probe --sysroot` reads it. */
export function makeTree(folder: string, entries: readonly Entry[]): void {
  for (const entry of entries) {
    const at = `${folder}${entry.path}`;
    mkdirSync(dirname(at), { recursive: true });
    if ('target' in entry) symlinkSync(entry.target, at);
    else writeFileSync(at, `${entry.content}\n`, 'latin1');
  }
}
