import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Common } from '../command-line.ts';
import { readAnswers } from '../installer/answer-file.ts';
import type { Answers } from '../installer/answers.ts';
import type { CheckedAnswers } from '../installer/check-document.ts';
import { noMatch } from '../installer/fleet/choose.ts';
import { isFleet } from '../installer/fleet/read.ts';
import { nodeSource } from '../installer/fleet/source.ts';
import type { Inventory } from '../installer/inventory.ts';
import { probeMachine } from '../installer/probe.ts';
import { readMachine } from '../installer/recorded-machine.ts';
import { readYaml } from '../installer/yaml-document.ts';
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

/**
 * The recorded machine of `--machine`, or this one. @throws ProblemError for a bad recording.
 * @param known this one as it was seen before: its disks are not asked for their health again
 */
export async function inventoryOf(common: Common, machine: Machine, known?: Inventory): Promise<Inventory> {
  const place = common.machine;
  if (place === undefined) return probeMachine({ machine, known });
  const read = readMachine(await readNamed(place));
  if ('problems' in read) throw new ProblemError(...read.problems.map((problem) => ({ ...problem, place })));
  return read.inventory;
}

type Read = Extract<CheckedAnswers, { readonly answers: Answers }>;

/**
 * A named answer file and the machine it is for; of a fleet file the node that `--node` names, or that the machine is.
 * @throws ProblemError with every problem of the file, or why no node is chosen.
 */
export async function answersFor(
  path: string,
  common: Common,
  machine: Machine,
): Promise<Read & { readonly inventory: Inventory }> {
  const source = { name: path, text: await readNamed(path) };
  if (common.node === undefined && !isFleet(readYaml(source.text, path).data)) {
    const read = answersIn(readAnswers(source.text, path));
    return { ...read, inventory: await inventoryOf(common, machine) };
  }
  const inventory = await inventoryOf(common, machine);
  const chosen = nodeSource(source, inventory, common.node);
  if ('nodes' in chosen) throw new ProblemError({ ...noMatch(inventory), place: path });
  if ('problems' in chosen) throw new ProblemError(...chosen.problems);
  return { ...answersIn(readAnswers(source.text, path, chosen.source.node)), inventory };
}

/** The answers of a checked file, with their warnings. @throws ProblemError with every problem of it. */
export function answersIn(read: CheckedAnswers): Read {
  if (!('problems' in read)) return read;
  const { problems } = read;
  const isError = (problem: Problem) => problem.severity === 'error';
  // Nothing but what a person would be asked for: without it there is nothing to work with.
  throw new ProblemError(...(problems.some(isError) ? problems : problems.map(asError)));
}

/** The absolute path of a folder that the operator named. @throws ProblemError when there is none. */
export async function folderNamed(path: string): Promise<string> {
  const folder = resolve(path);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return folder;
  throw new ProblemError(error('usage.bad-arguments', '', { reason: `${path} is not a folder` }));
}

function asError(problem: Problem): Problem {
  return { ...problem, severity: 'error' };
}
