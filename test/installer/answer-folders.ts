import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);

export type Sample = { readonly name: string; readonly text: string };

/** The YAML files of a folder below test/, by name. */
export function samplesOf(folder: 'answers' | 'answers-rejected'): Sample[] {
  return readdirSync(new URL(`${folder}/`, root))
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ name: file, text: readFileSync(new URL(`${folder}/${file}`, root), 'utf8') }));
}

/** The lines expected beside a sample: `x.problems.txt`, `x.warnings.txt`. */
export function linesBeside(folder: string, name: string, kind: 'problems' | 'warnings'): string[] {
  const file = new URL(`${folder}/${name.replace(/\.yaml$/, '')}.${kind}.txt`, root);
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}
