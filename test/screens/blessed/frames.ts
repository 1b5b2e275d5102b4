import type { Capabilities } from '../../../src/screens/blessed/capabilities.ts';
import { paint, type Screen } from '../../../src/screens/blessed/paint.ts';
import type { Frame, FrameRow, Position, Style } from '../../../src/screens/frame.ts';
import { capabilitiesOfTerm } from './terminfo.ts';

/** The usual terminals, one that repeats characters, one that can hardly anything. */
export const TERMINALS: Readonly<Record<string, Capabilities>> = {
  vt100: capabilitiesOfTerm('vt100'),
  vt220: capabilitiesOfTerm('vt220'),
  linux: capabilitiesOfTerm('linux'),
  'xterm-256color': capabilitiesOfTerm('xterm-256color'),
  xterm: capabilitiesOfTerm('xterm'),
  plain: { ...capabilitiesOfTerm('vt100'), scrolls: false },
};

export const SIZE = { columns: 80, rows: 24 };

/** A frame of plain text; a row may also be spans. */
export function textFrame(rows: readonly (string | FrameRow)[], cursor?: Position): Frame {
  const spans = rows.map((row) => (typeof row === 'string' ? [span(row)] : row));
  return { size: SIZE, rows: spans, ...(cursor ? { cursor } : {}) };
}

export function span(text: string, style: Style = 'normal') {
  return { text, style };
}

/** Bytes that each frame costs, one after the other, on a screen that is unknown before. */
export function costs(frames: readonly Frame[], capabilities: Capabilities): number[] {
  let screen: Screen | undefined;
  return frames.map((frame) => {
    const painted = paint(screen, frame, capabilities);
    screen = painted.screen;
    return Buffer.byteLength(painted.bytes);
  });
}
