import type { Frame, Size } from './frame.ts';
import type { Key } from './key.ts';

/** A full-screen terminal: draws frames, tells keys and its size. The wizard knows nothing else of it. */
export type Terminal = {
  readonly size: () => Size;
  /** Shows a frame, sending only what differs from the one before. */
  readonly draw: (frame: Frame) => void;
  /** Forgets what is on the screen: the next frame is sent whole (Ctrl+L, another program wrote there). */
  readonly forget: () => void;
  /** True where Chinese can be shown: a UTF-8 terminal that is not the bare Linux console. */
  readonly showsChinese: boolean;
  /** Gives the terminal back as it was found: cooked mode, the main screen, the cursor visible. */
  readonly close: () => void;
};

export type TerminalEvents = {
  readonly onKey: (key: Key) => void;
  readonly onResize: (size: Size) => void;
};
