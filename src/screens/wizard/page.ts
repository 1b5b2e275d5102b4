import type { FrameRow } from '../frame.ts';
import type { Context } from './context.ts';
import type { Field } from './field.ts';
import type { Request } from './message.ts';
import type { TextArgs } from './text/row.ts';
import type { TextKey } from './text/table.ts';

/** The parts of an answer file that `install.interactive` can leave to a person. */
export type Section = 'welcome' | 'role' | 'settings' | 'system' | 'network' | 'disk' | 'confirm';

/** One page of the wizard as data: what it asks, and what must hold before the next one. */
export type Page = {
  readonly id: string;
  readonly section: Section;
  readonly title: TextKey;
  readonly titleArgs?: (context: Context) => TextArgs;
  readonly intro: TextKey;
  readonly applies?: (context: Context) => boolean;
  readonly fields: readonly Field[];
  /** Beside the way: opened by a menu or by what happens, without number and buttons; Esc returns from it. */
  readonly aside?: true;
  /** Beside the way with buttons: a line of the page of this id opens it, and it returns there. */
  readonly under?: string;
  /** The answer file has it all: it is opened from the summary only. */
  readonly filled?: true;
  /** Esc does not leave it. */
  readonly stays?: true;
  /** The line of keys at the bottom; default: those of every page. */
  readonly keys?: TextKey | ((context: Context) => TextKey);
  /** The last one: its menu ends the wizard, there are no buttons. */
  readonly final?: true;
  /** What the schema cannot know, by field id: two passwords that differ. The sentence, in the context's language. */
  readonly problems?: (context: Context) => readonly PageProblem[];
  /** Rows above the fields. */
  readonly lead?: (context: Context, columns: number) => readonly FrameRow[];
  /** Rows below the fields that change by themselves: a count of seconds, a result. */
  readonly status?: (context: Context, columns: number) => readonly FrameRow[];
  /** A question before the next page (no link, a weak password); undefined: none is needed. */
  readonly asks?: (context: Context) => { readonly text: string } | undefined;
  /** Asked for when the page is opened, and when it is left for the next one. */
  readonly onOpen?: (context: Context) => readonly Request[];
  readonly onNext?: (context: Context) => readonly Request[];
};

export type PageProblem = {
  readonly field: string;
  readonly text: string;
  readonly severity: 'error' | 'warning';
};
