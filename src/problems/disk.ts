import type { ProblemRow } from './row.ts';

export const diskProblems = {} as const satisfies Record<string, ProblemRow>;
