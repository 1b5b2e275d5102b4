import { cellsOf, charactersOf } from '../width.ts';
import type { Capabilities } from './capabilities.ts';

/** A character as it is sent, with the cells it fills; 0: a mark that belongs to the one before. */
export type Glyph = { readonly glyph: string; readonly width: 0 | 1 | 2 };

const ASCII = /^[ -~]*$/;
/** One code point and its marks. Longer sequences (emoji, Hangul letters) fill different cells on different terminals. */
const PLAIN_CHARACTER = /^[\p{L}\p{N}\p{P}\p{S}]\p{Mn}*$/u;
const MARK = /^\p{Mn}+$/u;

/** A text in characters that this terminal shows as wide as we count; `?` for the others. */
export function glyphsOf(text: string, repertoire: Capabilities['repertoire']): Glyph[] {
  if (ASCII.test(text)) return Array.from(text, (glyph) => ({ glyph, width: 1 }));
  return charactersOf(text).flatMap((character) => glyphs(character, repertoire));
}

function glyphs(character: string, repertoire: Capabilities['repertoire']): Glyph[] {
  if (ASCII.test(character)) return [{ glyph: character, width: 1 }];
  const width = cellsOf(character);
  if (width === 0) return MARK.test(character) && repertoire === 'all' ? [{ glyph: character, width }] : [];
  if (/^\p{Zs}$/u.test(character)) return repeated(' ', width);
  if (repertoire === 'ascii' || !agreed(character)) return repeated('?', width);
  if (repertoire === 'all') return [{ glyph: character, width: width === 1 ? 1 : 2 }];
  const composed = Array.from(character.normalize('NFC'))[0] ?? '?';
  return width === 1 ? [{ glyph: composed, width }] : repeated('?', width);
}

function agreed(character: string): boolean {
  const supplementary =
    (character.codePointAt(0) ?? 0) > 0xffff && !/^\p{Unified_Ideograph}/u.test(character);
  return PLAIN_CHARACTER.test(character) && !/\p{Emoji_Presentation}/u.test(character) && !supplementary;
}

function repeated(glyph: string, times: number): Glyph[] {
  return Array.from({ length: times }, () => ({ glyph, width: 1 }));
}
