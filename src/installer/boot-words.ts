import { error, ProblemError } from '../problem.ts';

/** The value of `name=` on the kernel's command line, as the first one says it. */
export function bootWord(commandLine: string, name: string): string | undefined {
  return commandLine
    .trim()
    .split(/\s+/)
    .find((word) => word.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

/** A word that cannot be used. */
export function badWord(name: string, reason: string): ProblemError {
  return new ProblemError(error('http.boot-word', name, { reason }));
}
