import type { ProblemRow } from './row.ts';

export const answersProblems = {} as const satisfies Record<string, ProblemRow>;
