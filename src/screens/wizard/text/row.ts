import type { Language } from '../../../problem.ts';

/** One text of the wizard in both languages; `{name}` is filled in. */
export type TextRow = Readonly<Record<Language, string>>;
export type TextArgs = Readonly<Record<string, string | number>>;
