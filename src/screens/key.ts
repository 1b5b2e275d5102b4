/** What a person pressed, whatever bytes the terminal sent for it. */
export type KeyName =
  | 'enter'
  | 'tab'
  | 'back-tab'
  | 'escape'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'page-up'
  | 'page-down'
  | 'backspace'
  | 'delete'
  /** Ctrl+U: empties the field. */
  | 'erase-line'
  /** F1, Ctrl+G. */
  | 'help'
  /** Ctrl+L. */
  | 'redraw'
  /** Ctrl+C. */
  | 'abort'
  /** Ctrl+D. */
  | 'restart';

/** A named key, or printable text: one character, a space, or a pasted piece, without control characters but LF between its lines. */
export type Key = { readonly name: KeyName } | { readonly text: string };
