import type { ProblemCode } from './problem.ts';

type Refusing = {
  addIssue(issue: { code: 'custom'; message: string; path?: PropertyKey[]; params?: object }): void;
};

/**
 * The message of a schema check is the code of a catalogue sentence: `z.string().regex(MAC, says('…'))`.
 * A sentence with `{value}` shows what was written, so the sentences of secret keys have none.
 */
export function says(code: ProblemCode): { error: string } {
  return { error: code };
}

/** Refuses a value from inside a schema's transform or check; `args` fill the sentence, `path` leads to a key below. */
export function refuse(
  context: Refusing,
  code: ProblemCode,
  args: Readonly<Record<string, string | number>> = {},
  path: PropertyKey[] = [],
): void {
  context.addIssue({ code: 'custom', message: code, params: args, path });
}
