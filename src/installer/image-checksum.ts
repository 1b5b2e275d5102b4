import type { Checksum } from './disk-image.ts';

/** Strongest first; the length of a digest in hexadecimal digits tells which one it is. */
const ALGORITHMS = [
  ['sha512', 128],
  ['sha256', 64],
  ['sha1', 40],
] as const;

/** Files that may hold checksums: `sha1sum.txt`, `SHA256SUMS`, `NAME.sha256`, Flatcar's `NAME.DIGESTS`. */
export function isChecksumList(name: string): boolean {
  return /sha\d*sums?|\.sha\d+(sum)?$|\.digests$/i.test(name) && !/\.(sig|asc)$/i.test(name);
}

/**
 * The checksum of a file from lists as sha1sum(1) and its relatives write them, `DIGEST  path/NAME`: the strongest
 * one that is said. A list for one file, `NAME.sha256`, may hold the digest alone. Pure.
 */
export function checksumFor(name: string, lists: ReadonlyMap<string, string>): Checksum | undefined {
  const found = [...lists].flatMap(([list, text]) =>
    text.split('\n').flatMap((line) => {
      const digest = digestIn(line, name, list);
      return digest === undefined ? [] : [{ digest, list }];
    }),
  );
  for (const [algorithm, digits] of ALGORITHMS) {
    const one = found.find(({ digest }) => digest.length === digits);
    if (one) return { algorithm, ...one };
  }
  return undefined;
}

function digestIn(line: string, name: string, list: string): string | undefined {
  const [, digest, path] = /^([0-9a-f]{40,128})(?:\s+\*?(\S.*?))?\s*$/i.exec(line) ?? [];
  const isAbout = path === undefined ? list.startsWith(`${name}.`) : path.split('/').at(-1) === name;
  return isAbout ? digest?.toLowerCase() : undefined;
}
