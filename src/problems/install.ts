import type { ProblemRow } from './row.ts';

export const installProblems = {} as const satisfies Record<string, ProblemRow>;
