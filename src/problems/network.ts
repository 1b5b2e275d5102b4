import type { ProblemRow } from './row.ts';

export const networkProblems = {} as const satisfies Record<string, ProblemRow>;
