/**
 * One sentence of the catalogue. `number` is what a support call quotes (E101) and never changes;
 * `exit` names the exit code's category; `{name}` in a sentence is filled from the problem's args.
 */
export type ProblemRow = {
  readonly number: number;
  readonly exit: 'usage' | 'answers' | 'machine' | 'medium' | 'write' | 'verify' | 'preflight' | 'unexpected';
  readonly en: string;
  readonly zh: string;
};
