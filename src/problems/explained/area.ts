import type { ProblemRow } from '../row.ts';

export type Text = { readonly en: string; readonly zh: string };

/** What is said of a number beside its sentence: the headings of an entry, in their order. */
export const HEADINGS = {
  cause: { en: 'Cause', zh: '原因' },
  evidence: { en: 'Evidence', zh: '依据' },
  changed: { en: 'Changed', zh: '已做的更改' },
  next: { en: 'What to do', zh: '处理办法' },
} as const satisfies Record<string, Text>;
export type Heading = keyof typeof HEADINGS;
export type Explanation = Readonly<Record<Heading, Text>>;

/** What is different for one number. `severity`: absent where it is always an error. */
export type Extra = Partial<Explanation> & { readonly severity?: 'warning' | 'either' };

/** Numbers that are explained alike; `common` holds where a number has nothing of its own in `extra`. */
export type Area = {
  readonly title: Text;
  readonly rows: Readonly<Record<string, ProblemRow>>;
  readonly common: Explanation;
  readonly extra: Readonly<Record<string, Extra | undefined>>;
};

/** An area whose `extra` names only numbers that it has. */
export function areaOf<Code extends string>(
  area: Omit<Area, 'rows' | 'extra'> & {
    readonly rows: Readonly<Record<Code, ProblemRow>>;
    readonly extra?: { readonly [Key in NoInfer<Code>]?: Extra };
  },
): Area {
  return { extra: {}, ...area };
}

/** What a warning has changed. */
export const GOES_ON: Text = {
  en: 'Nothing. It is a warning: the installation goes on.',
  zh: '没有任何更改。这是警告：安装会继续。',
};
