/**
 * What a piece of text means on the screen; the terminal decides how it looks. Nothing is said by colour
 * alone: a screen without colours reads the same.
 */
export type Style =
  | 'normal'
  | 'title'
  | 'strong'
  | 'dim'
  | 'good'
  | 'bad'
  | 'warn'
  /** The one thing that has the focus: reverse video everywhere. */
  | 'focus'
  /** Where text is typed: underlined where the terminal can. */
  | 'input';

export type Span = { readonly text: string; readonly style: Style };
export type FrameRow = readonly Span[];

/** Cells of a terminal, counted from 0. */
export type Position = { readonly row: number; readonly column: number };
export type Size = { readonly columns: number; readonly rows: number };

/**
 * A whole screen as data. Rows may be shorter than the screen (the rest is blank) and never wider: a
 * wide character (East Asian Width W or F) fills two cells, a combining one none.
 */
export type Frame = {
  readonly size: Size;
  readonly rows: readonly FrameRow[];
  /** Where the terminal's cursor stands; absent: hidden. */
  readonly cursor?: Position;
};
