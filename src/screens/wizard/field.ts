import type { FrameRow } from '../frame.ts';
import type { Context } from './context.ts';
import type { Request } from './message.ts';
import type { TextKey } from './text/table.ts';

type Common = {
  /** Name of its value; unique over all pages. */
  readonly id: string;
  /**
   * The answer file's key that it asks for (`controller.http_port`): default and help come from the schema
   * there, problems there are shown here. Empty: the field asks for nothing that is written.
   */
  readonly path: string;
  readonly label: TextKey;
  readonly applies?: (context: Context) => boolean;
  /** Where `path` is a list and this field one entry of it: which; undefined: none yet. */
  readonly index?: (context: Context) => number | undefined;
  /** What is in it until somebody types; default: the answer in the file, else the schema's default. */
  readonly initial?: (context: Context) => string | undefined;
  /** The answer for a typed text; undefined leaves the key out. Default: the text without blanks around it. */
  readonly toAnswer?: (text: string, context: Context) => unknown;
  /** The text for an answer of a file that is edited: the way back of `toAnswer`. */
  readonly fromAnswer?: (answer: unknown, context: Context) => string | undefined;
  /** Rows above it that belong to it: what it is about. */
  readonly above?: (context: Context, columns: number) => readonly FrameRow[];
  /** What F1 says of a field that asks for no answer. */
  readonly help?: TextKey;
  /** What F1 shows as an example, where it is typed in another way than the answer file has it. */
  readonly example?: string;
  /** A few words behind the field: where its value came from. */
  readonly remark?: (context: Context) => TextKey | undefined;
};

export type TextField = Common & {
  readonly kind: 'text';
  /** Columns of the input; longer text scrolls. */
  readonly width: number;
  /** Shown as stars. */
  readonly hidden?: boolean;
  readonly optional?: boolean;
  /** While this holds Enter stays in it, and shows what is wrong. */
  readonly holds?: (context: Context) => boolean;
};

export type Option = {
  readonly value: string;
  /** What stands behind the marker; it is cut at the screen's edge. */
  readonly row: FrameRow;
  /** More rows below it. */
  readonly details?: readonly FrameRow[];
  /** Shown with its reason in `details`, and cannot be selected. */
  readonly refused?: boolean;
  /** In a menu: what Enter does on it. */
  readonly does?: MenuAction;
};

/** One of several; a list of yes and no for a switch. */
export type ChoiceField = Common & {
  readonly kind: 'choice';
  readonly options: (context: Context) => readonly Option[];
  /** Only Space chooses: an Enter too many, sent ahead of the page, must not pick what is destroyed. */
  readonly bySpace?: true;
  /** Other printable keys that do something to the option under the cursor. */
  readonly onText?: (text: string, option: Option, context: Context) => Request | undefined;
};

/** Lines of which Enter opens a page or does something. */
export type MenuField = Common & {
  readonly kind: 'menu';
  readonly options: (context: Context) => readonly Option[];
};

/** Opens another page, asks the world for something, or begins the wizard again. */
export type MenuAction = { readonly open: string } | { readonly asks: Request } | { readonly restarts: true };

/** Rows to read, scrolled with PgUp and PgDn. */
export type TextView = Common & {
  readonly kind: 'view';
  readonly rows: (context: Context, columns: number) => readonly FrameRow[];
  /** Its newest rows come last: it stands at them. Absent: it begins at the first. */
  readonly log?: {
    /** Rows above it that do not scroll; `height` is for both. */
    readonly head?: (context: Context, columns: number, height: number) => readonly FrameRow[];
  };
};

/** An answer without a place on the screen: what became of another field's text. */
export type SilentField = Common & { readonly kind: 'silent' };

export type ShownField = TextField | ChoiceField | MenuField | TextView;
export type Field = SilentField | TextField | ChoiceField | MenuField | TextView;
