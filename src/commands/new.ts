import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Common } from '../command-line.ts';
import { error, ProblemError } from '../problem.ts';
import { writeAnswers } from './answer-wizard.ts';
import type { Tools } from './tools.ts';

/** `new ANSWERS`: the wizard makes an answer file. @throws ProblemError where there is one, or cannot be one. */
export async function newAnswers(name: string, common: Common, tools: Tools): Promise<number> {
  const path = resolve(name);
  if ((await accessTo(path, constants.F_OK)) === undefined)
    throw new ProblemError(error('usage.file-exists', name));
  const reason = await accessTo(dirname(path), constants.W_OK);
  if (reason !== undefined) throw new ProblemError(error('usage.not-writable', name, { reason }));
  return writeAnswers({ name, path, base: {} }, common, tools);
}

/** Why there is none; undefined where there is. */
async function accessTo(path: string, mode: number): Promise<string | undefined> {
  try {
    await access(path, mode);
    return undefined;
  } catch (cause) {
    if (cause instanceof Error) return cause.message;
    throw cause;
  }
}
