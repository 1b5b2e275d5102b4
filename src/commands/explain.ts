import type { Common } from '../command-line.ts';
import { entryParts, entrySentence } from '../installer/error-entry.ts';
import { EXIT, error, type Language, ProblemError } from '../problem.ts';
import { type Entry, findEntry, marksOf } from '../problems/explained/entry.ts';
import { type Environment, showsChinese } from '../screens/blessed/capabilities.ts';
import { wrap } from '../screens/width.ts';
import { startLanguage } from './start-language.ts';
import type { Tools } from './tools.ts';

/** Columns of the narrowest console. */
const WIDTH = 80;
const INDENT = '  ';

/** `explain NUMBER`: what a number means and what to do, in the language that a wizard would start in. */
export async function explain(
  number: string,
  { output }: Common,
  tools: Pick<Tools, 'machine' | 'print'>,
  env: Environment = process.env,
): Promise<number> {
  const entry = findEntry(number);
  if (!entry) throw new ProblemError(error('usage.unknown-number', '', { number }));
  if (output === 'json') {
    tools.print(JSON.stringify(asData(entry), null, 2));
    return EXIT.ok;
  }
  const commandLine = (await tools.machine.readText('/proc/cmdline')) ?? '';
  const { language } = startLanguage(commandLine, showsChinese(env));
  for (const line of explained(entry, language)) tools.print(line);
  return EXIT.ok;
}

/** An entry in lines of at most 80 columns. Pure. */
export function explained(entry: Entry, language: Language): string[] {
  const parts = entryParts(entry, language).flatMap(({ heading, text }) => [
    '',
    heading,
    ...wrap(text.replaceAll('`', '"'), WIDTH - INDENT.length).map((line) => INDENT + line),
  ]);
  return [...wrap(entrySentence(entry, language), WIDTH), ...parts];
}

function asData(entry: Entry) {
  const { code, row, severity, explanation } = entry;
  const { number, exit, ...sentence } = row;
  return { number, marks: marksOf(entry), code, severity, exit: EXIT[exit], sentence, ...explanation };
}
