/** How far a text that follows ESC is a sequence: complete, not yet, or with a last character that cannot belong to it. */
export type Progress = 'complete' | 'partial' | 'broken';

/** ECMA-48 5.4, and what the Linux console, putty and rxvt send beside it. */
const COMPLETE: readonly RegExp[] = [
  /^\[\[(\d~|[^\d])$/, // Linux console: F1 to F5; putty
  /^\[M[\s\S]{3}$/, // X10 mouse: three bytes of position
  /^\[\d+[$^@]$/, // rxvt: with Shift, Ctrl or both
  /^\[(?![[M])[0-?]*[ -/]*[@-~]$/,
  /^O[0-9;]*[@-~]$/,
  /^N[ -~]$/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the end of OSC, DCS, APC, PM and SOS
  /^[\]P^_X][\s\S]*(\u0007|\u001b\\)$/,
  /^[^[ON\]P^_X]$/,
];
const PARTIAL: readonly RegExp[] = [
  /^$/,
  /^\[(\[\d?)?$/,
  /^\[M[\s\S]{0,2}$/,
  /^\[[0-?]*[ -/]*$/,
  /^O[0-9;]*$/,
  /^N$/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an answer of the terminal, any but controls and ESC
  /^[\]P^_X][^\u0000-\u001a\u001c-\u001f]{0,4000}$/,
];

export function progressOf(text: string): Progress {
  if (COMPLETE.some((pattern) => pattern.test(text))) return 'complete';
  return PARTIAL.some((pattern) => pattern.test(text)) ? 'partial' : 'broken';
}

/** The answer to DSR 6: where the cursor stands, counted from 1. */
export function cursorReport(
  sequence: string,
): { readonly row: number; readonly column: number } | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the answer begins with ESC
  const match = /^\u001b\[(\d+);(\d+)R$/.exec(sequence);
  return match ? { row: Number(match[1]), column: Number(match[2]) } : undefined;
}
