import { z } from 'zod';
import { LATE, within } from '../deadline.ts';
import { CommandFailed } from '../machine.ts';

/** What could not be found out, each said once. */
export type Findings = Set<string>;

/** An answer; undefined for a failed program and for nonsense, which become findings. `what` is printable. */
export async function noted<T>(findings: Findings, what: string, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof CommandFailed) findings.add(cause.message);
    else if (cause instanceof z.ZodError || cause instanceof SyntaxError)
      findings.add(`${what}: printed something else than its JSON`);
    else throw cause;
    return undefined;
  }
}

/** The same for work with a deadline; whoever is late is a finding. */
export async function askedWithin<T>(
  { findings, seconds }: { readonly findings: Findings; readonly seconds: number },
  what: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const answer = await noted(findings, what, within(seconds, work));
  if (answer !== LATE) return answer;
  findings.add(`${what}: ${silence(seconds)}`);
  return undefined;
}

/** Said of whoever gave no answer. */
export function silence(seconds: number): string {
  return `no answer within ${seconds} s`;
}
