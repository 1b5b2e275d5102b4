import { error, type Problem } from '../problem.ts';
import { type CheckedAnswers, checkDocument } from './check-document.ts';
import { readYaml } from './yaml-document.ts';

/**
 * Reads an answer file; never throws.
 * @param text the YAML text; @param name how the file is called in the problems' places (`name:line`).
 * @returns normalised answers and warnings, or every problem of the file, in the order of its lines.
 */
export function readAnswers(text: string, name: string): CheckedAnswers {
  const yaml = readYaml(text, name);
  if (!yaml.readable) return { problems: inOrder(yaml.problems) };
  if (!isGroup(yaml.data)) return { problems: [{ ...error('answers.not-a-document', ''), place: name }] };
  const checked = checkDocument(yaml.data);
  const found = 'problems' in checked ? checked.problems : checked.warnings;
  const placed = found.map((problem) => ({ ...problem, place: yaml.placeOf(problem.path) }));
  const all = inOrder([...yaml.problems, ...placed]);
  if ('problems' in checked || yaml.problems.length > 0) return { problems: all };
  return { answers: checked.answers, warnings: all };
}

function isGroup(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => lineOf(a) - lineOf(b));
}

function lineOf({ place }: Problem): number {
  return Number(/:(\d+)(:\d+)?$/.exec(place ?? '')?.[1] ?? 0);
}
