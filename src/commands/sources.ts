import { readFile } from 'node:fs/promises';
import type { Common } from '../command-line.ts';
import { readAnswers } from '../installer/answer-file.ts';
import type { Answers } from '../installer/answers.ts';
import type { Inventory } from '../installer/inventory.ts';
import { probeMachine } from '../installer/probe.ts';
import { readMachine } from '../installer/recorded-machine.ts';
import type { Machine } from '../machine.ts';
import { error, type Problem, ProblemError } from '../problem.ts';

/** The text of a file that the operator named. @throws ProblemError when it cannot be read. */
export async function readNamed(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new ProblemError(error('usage.no-file', path, { reason: cause.message }));
  }
}

/** The recorded machine of `--machine`, or this one. @throws ProblemError for a bad recording. */
export async function inventoryOf(common: Common, machine: Machine): Promise<Inventory> {
  if (common.machine === undefined) return probeMachine({ machine });
  const read = readMachine(await readNamed(common.machine));
  if ('problems' in read) throw new ProblemError(...read.problems);
  return read.inventory;
}

/** Answers of a named file, with their warnings. @throws ProblemError with every problem of the file. */
export async function answersOf(path: string): Promise<{ answers: Answers; warnings: readonly Problem[] }> {
  const read = readAnswers(await readNamed(path), path);
  if ('problems' in read) throw new ProblemError(...read.problems);
  return read;
}
