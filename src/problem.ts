import { type ProblemCode, problemTable } from './problems/table.ts';

export type Severity = 'error' | 'warning';
export type Language = 'en' | 'zh';
export type { ProblemCode };

/**
 * What a person can fix: which field or device (`path`, as written in the answer file), what is wrong
 * and what is allowed (`code` names the sentence, `args` fill it).
 */
export type Problem = {
  readonly code: ProblemCode;
  readonly path: string;
  readonly args: Readonly<Record<string, string | number>>;
  readonly severity: Severity;
  /** Where it is written, for a person with an editor: `default.yaml:12`, `default.yaml:12:3`. */
  readonly place?: string;
};

/** Exit codes, documented in docs/operators-guide.md. */
export const EXIT = {
  ok: 0,
  usage: 2,
  answers: 3,
  machine: 4,
  medium: 5,
  write: 6,
  verify: 7,
  preflight: 8,
  unexpected: 70,
  aborted: 130,
} as const;
export type ExitName = keyof typeof EXIT;

/** Makes an error; `path` is the answer file's key (`network.gateway`) or a device. */
export function error(code: ProblemCode, path: string, args: Problem['args'] = {}): Problem {
  return { code, path, args, severity: 'error' };
}

/** Makes a warning: shown, and does not stop an unattended install. */
export function warning(code: ProblemCode, path: string, args: Problem['args'] = {}): Problem {
  return { code, path, args, severity: 'warning' };
}

/** The sentence of a problem, without its path. */
export function sentence(problem: Problem, language: Language = 'en'): string {
  return problemTable[problem.code][language].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(problem.args[name] ?? `{${name}}`),
  );
}

/** One line for the operator: `default.yaml:12: network.gateway: … [E214]`, warnings with W. */
export function problemLine(problem: Problem, language: Language = 'en'): string {
  const where = [problem.place, problem.path].map((part) => (part ? `${part}: ` : '')).join('');
  return `${where}${sentence(problem, language)} [${markOf(problem)}]`;
}

/** What a support call quotes, the same in every language and version: E140, of a warning W452. */
export function markOf({ code, severity }: Problem): string {
  return `${severity === 'error' ? 'E' : 'W'}${problemTable[code].number}`;
}

const MORE = { en: 'More about it: ', zh: '详细说明：' } as const;

/** Where the first error of a list is explained, as a line; no line where nothing is wrong. */
export function whereExplained(problems: readonly Problem[] = [], language: Language = 'en'): string[] {
  const first = problems.find(({ severity }) => severity === 'error');
  return first ? [`${MORE[language]}cos-install explain ${markOf(first)}`] : [];
}

/** The kind of a problem, which decides the exit code. */
export function exitOf({ code }: Problem): ExitName {
  return problemTable[code].exit;
}

/** The exit code for a list of problems: that of the first error, 0 when there are only warnings. */
export function exitCodeOf(problems: readonly Problem[]): number {
  const first = problems.find((p) => p.severity === 'error');
  return first ? EXIT[problemTable[first.code].exit] : EXIT.ok;
}

/** A Problem thrown where no list can be returned: the whole command stops with its exit code. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];

  constructor(...problems: readonly Problem[]) {
    super(problems.map((p) => problemLine(p)).join('\n'));
    this.problems = problems;
  }
}
