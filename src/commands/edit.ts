import { realpath } from 'node:fs/promises';
import type { Common } from '../command-line.ts';
import { readAnswers } from '../installer/answer-file.ts';
import { isFleet } from '../installer/fleet/read.ts';
import { readYaml } from '../installer/yaml-document.ts';
import { error, ProblemError } from '../problem.ts';
import { writeAnswers } from './answer-wizard.ts';
import { readNamed } from './sources.ts';
import type { Tools } from './tools.ts';

/**
 * `edit ANSWERS`: the wizard with the values of a file, which then says what was changed and everything else
 * as before. @throws ProblemError for a file that is no document; other problems are shown on the pages.
 */
export async function editAnswers(name: string, common: Common, tools: Tools): Promise<number> {
  const text = await readNamed(name);
  const { data, problems } = readYaml(text, name);
  if (problems.length > 0) throw new ProblemError(...problems);
  if (isFleet(data)) throw new ProblemError({ ...error('fleet.not-editable', ''), place: name });
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    const read = readAnswers(text, name);
    throw new ProblemError(...('problems' in read ? read.problems : []));
  }
  return writeAnswers({ name, path: await realpath(name), text, base: { ...data } }, common, tools);
}
