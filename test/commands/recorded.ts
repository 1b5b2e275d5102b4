import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { parse, stringify } from 'yaml';
import { readAnswers } from '../../src/installer/answer-file.ts';
import type { Inventory } from '../../src/installer/inventory.ts';
import { fittingMachine } from './fitting-machine.ts';
import { ROOT } from './program.ts';

/**
 * Every machine here is a recording whose target does not exist, in a mount namespace with a /run of its
 * own: no disk of the machine that runs the tests is ever named.
 */
export const NAMESPACE = ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /run && exec "$@"', 'sh'];
const MINIMAL = readFileSync(join(ROOT, 'test/answers/minimal.yaml'), 'utf8');

/** Whether installations can be tried: by root, where mount namespaces can be made. */
export function canTry(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Files of a test's installations, in a folder that goes with the test. */
export function recordedFiles() {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cos-install-command-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const kept = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  return {
    path: (name: string) => join(folder, name),
    kept,
    /** The smallest answer file with another section `install`. */
    answers: (install: object) => kept('answers.yaml', stringify({ ...parse(MINIMAL), install })),
    /** A machine that these answers fit. */
    machine: (change: Partial<Inventory> = {}) => {
      const read = readAnswers(MINIMAL, 'minimal.yaml');
      if ('problems' in read) throw new Error('minimal.yaml is not good');
      return kept('machine.json', JSON.stringify({ ...fittingMachine(read.answers), ...change }));
    },
  };
}

export function eventsIn(text: string) {
  const lines = text.trimEnd().split('\n');
  return lines.map((line): { event: string } & Record<string, unknown> => JSON.parse(line));
}
