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

/** Of a disk that was looked at again; the data disk is looked at once more when the target is written. */
export const UNTOUCHED: Text = {
  en: 'Nothing was written to that disk. Where it is the data disk, the target may be written already: the end of the failure says so.',
  zh: '没有向该磁盘写入任何数据。若它是数据磁盘，目标磁盘可能已写入：失败信息的末尾有说明。',
};
