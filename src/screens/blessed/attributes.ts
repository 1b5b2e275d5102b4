import type { Style } from '../frame.ts';
import type { Capabilities } from './capabilities.ts';

/** SGR attributes of a cell: bits, and the colour's number (0 none, 1 red, 2 green, 3 yellow) above them. */
export type Attributes = number;

const BOLD = 1;
const DIM = 2;
const UNDERLINE = 4;
const REVERSE = 8;
const CODES: readonly (readonly [Attributes, number])[] = [
  [BOLD, 1],
  [DIM, 2],
  [UNDERLINE, 4],
  [REVERSE, 7],
];
const COLOUR_SHIFT = 4;
const FLAGS = (1 << COLOUR_SHIFT) - 1;
const [RED, GREEN, YELLOW] = [1 << COLOUR_SHIFT, 2 << COLOUR_SHIFT, 3 << COLOUR_SHIFT];

export const PLAIN: Attributes = 0;

/**
 * How a meaning looks. `input` is plain: the page fills the field with `_`, and each change of
 * attributes costs up to seven bytes of a slow line.
 */
export function attributesOf(style: Style, { colours, dims }: Capabilities): Attributes {
  switch (style) {
    case 'title':
    case 'strong':
      return BOLD;
    case 'dim':
      return dims ? DIM : PLAIN;
    case 'good':
      return colours ? GREEN : PLAIN;
    case 'bad':
      return colours ? RED : BOLD;
    case 'warn':
      return colours ? YELLOW : BOLD;
    case 'focus':
      return REVERSE;
    default:
      return PLAIN;
  }
}

/** What of the attributes is seen on a blank cell. */
export function seenOnBlank(attributes: Attributes): Attributes {
  return attributes & (REVERSE | UNDERLINE) ? attributes : PLAIN;
}

/** The shortest SGR from one set of attributes to another (ECMA-48 8.3.117; an empty parameter is 0). */
export function sgr(from: Attributes, to: Attributes): string {
  if (from === to) return '';
  const added = to & FLAGS & ~from;
  const kept = (from & FLAGS & ~to) === 0 && (to > FLAGS || from <= FLAGS);
  const recoloured = to >> COLOUR_SHIFT !== from >> COLOUR_SHIFT;
  const codes = kept ? codesOf(added | (recoloured ? to & ~FLAGS : 0)) : ['', ...codesOf(to)];
  return `\u001b[${codes.join(';')}m`;
}

function codesOf(attributes: Attributes): string[] {
  const flags = CODES.filter(([flag]) => attributes & flag).map(([, code]) => String(code));
  const colour = attributes >> COLOUR_SHIFT;
  return colour > 0 ? [...flags, String(30 + colour)] : flags;
}
