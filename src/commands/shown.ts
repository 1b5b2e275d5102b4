import { type Problem, problemLine } from '../problem.ts';

/** A problem as a program gets it: its fields, and the line that a person would read. */
export function shown(problem: Problem): Problem & { readonly line: string } {
  return { line: problemLine(problem), ...problem };
}
