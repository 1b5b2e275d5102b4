import { readdirSync, readFileSync } from 'node:fs';
import { readAnswers } from '../../src/installer/answer-file.ts';
import type { Answers } from '../../src/installer/answers.ts';

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

/** The answers of a file that is good. */
export function answersOf(text: string, name: string): Answers {
  const read = readAnswers(text, name);
  if ('problems' in read) throw new Error(`${name} is not good`);
  return read.answers;
}
