import { progressOf } from './sequence.ts';

/** What came from the keyboard: typed or pasted text (LF between its lines), or one control character or escape sequence, whole. */
export type Input = { readonly text: string } | { readonly sequence: string };

/** Before and behind pasted text (xterm's DECSET 2004). */
export const PASTE_START = '\u001b[200~';
const PASTE_END = '\u001b[201~';
const ESC = '\u001b';
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const TYPED = /^[^\u0000-\u001f\u007f-\u009f]+/;
/** OSC, DCS, PM, APC and SOS: a terminal's answers, nobody's keys. */
const ANSWER = /^[\]P^_X]/;

type Split = { readonly inputs: readonly Input[]; readonly rest: string };

/** Cuts what was read into inputs; `rest` is unfinished and stands before what is read next. */
export function split(read: string): Split {
  const inputs: Input[] = [];
  let rest = read;
  while (rest !== '') {
    const found = first(rest);
    if (found.length === 0) break;
    inputs.push(...found.inputs);
    rest = rest.slice(found.length);
  }
  return { inputs, rest };
}

/** What to make of an unfinished rest after a pause: each ESC alone is a key, half a sequence is nothing. */
export function givenUp(rest: string): readonly Input[] {
  if (rest.startsWith(PASTE_START)) return pasted(rest.slice(PASTE_START.length));
  return withoutEscapes(rest) === '' ? escapes(rest.length) : [];
}

/** The first input and the characters that it takes, 0 where it is unfinished. */
function first(text: string): { readonly inputs: readonly Input[]; readonly length: number } {
  const typed = TYPED.exec(text)?.[0];
  if (typed) return { inputs: [{ text: typed }], length: typed.length };
  if (text.startsWith(PASTE_START)) {
    const end = text.indexOf(PASTE_END);
    if (end < 0) return { inputs: [], length: 0 };
    return { inputs: pasted(text.slice(PASTE_START.length, end)), length: end + PASTE_END.length };
  }
  if (text.startsWith(ESC)) return sequence(text);
  return { inputs: [{ sequence: text.charAt(0) }], length: 1 };
}

/** Several ESCs before a sequence mean the same as one; before a control character each is a key. */
function sequence(text: string): ReturnType<typeof first> {
  const leading = text.length - withoutEscapes(text).length;
  for (let end = leading; end <= text.length; end++) {
    const body = text.slice(leading, end);
    const progress = progressOf(body);
    if (progress === 'partial') continue;
    if (progress === 'broken') return { inputs: [], length: end - 1 };
    if (body < ' ' && body !== '\t') return { inputs: escapes(leading), length: leading };
    return { inputs: ANSWER.test(body) ? [] : [{ sequence: ESC + body }], length: end };
  }
  return { inputs: [], length: 0 };
}

function withoutEscapes(text: string): string {
  let start = 0;
  while (text[start] === ESC) start++;
  return text.slice(start);
}

function escapes(count: number): Input[] {
  return Array.from({ length: count }, () => ({ sequence: ESC }));
}

function pasted(content: string): Input[] {
  const lines = content.split(/\r\n|\r|\n/).map((line) => line.replace(CONTROLS, ''));
  const text = lines.filter((line) => line !== '').join('\n');
  return text === '' ? [] : [{ text }];
}
