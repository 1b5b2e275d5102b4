import type { Problem } from '../problem.ts';

/** Problems in the order of their lines; those without a line come first. */
export function inLineOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => lineOf(a) - lineOf(b));
}

function lineOf({ place }: Problem): number {
  return Number(/:(\d+)(:\d+)?$/.exec(place ?? '')?.[1] ?? 0);
}
