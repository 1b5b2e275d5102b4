import { StringDecoder } from 'node:string_decoder';
import { givenUp, type Input, PASTE_START, split } from './split.ts';
import type { Timers } from './timers.ts';

export type Gate = {
  /** Bytes as they were read, cut anywhere. */
  readonly push: (bytes: Uint8Array) => void;
  /** Forgets what is unfinished; nothing is told any more. */
  readonly close: () => void;
};

/** Milliseconds: longer than the gaps between bytes on a slow line, short enough for a person who pressed Esc. */
const PAUSE = 600;
/** Pauses until the end of pasted text is given up. */
const PASTE_PAUSES = 5;

/**
 * Regroups bytes: a character or an escape sequence is told whole however slowly it comes, and ESC
 * alone only after a pause. Text that was read at once is one input.
 */
export function openGate(timers: Timers, listen: (input: Input) => void): Gate {
  const read = characterReader();
  let rest = '';
  let returned = false;
  let closed = false;
  let callOff = () => {};
  const tell = (inputs: readonly Input[]) => {
    for (const input of inputs) if (!closed) listen(input);
  };
  return {
    push: (bytes) => {
      callOff();
      const text = read(bytes);
      // A line that sends CR LF for Enter means one key; LF after a pause is Ctrl+J, a key of its own.
      const found = split(
        rest + (returned && text.startsWith('\n') ? text.slice(1) : text).replaceAll('\r\n', '\r'),
      );
      returned = text === '' ? returned : text.endsWith('\r');
      rest = found.rest;
      tell(found.inputs);
      if ((rest === '' && !returned) || closed) return;
      callOff = timers.after(rest.startsWith(PASTE_START) ? PAUSE * PASTE_PAUSES : PAUSE, () => {
        const unfinished = rest;
        rest = '';
        returned = false;
        tell(givenUp(unfinished));
      });
    },
    close: () => {
      closed = true;
      callOff();
    },
  };
}

/** CSI and SS3 of a VT220 that sends eight-bit controls. */
const EIGHT_BIT: Readonly<Record<number, string>> = { 155: '\u001b[', 143: '\u001bO' };

/** UTF-8 whose characters may come in pieces; what is none is left out. */
function characterReader(): (bytes: Uint8Array) => string {
  const decoder = new StringDecoder('utf8');
  let within = false;
  const character = (byte: number) => {
    const control = within ? undefined : EIGHT_BIT[byte];
    if (control) return control;
    const text = decoder.write(Buffer.of(byte));
    within = byte > 0x7f && text === '';
    return text.replaceAll('\ufffd', '');
  };
  return (bytes) => Array.from(bytes, character).join('');
}
