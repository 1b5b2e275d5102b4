import type { Key } from '../key.ts';
import { charactersOf } from '../width.ts';
import { focusedField, moveFocus } from './focus.ts';
import type { WizardState } from './state.ts';
import { textOf } from './values.ts';

/** Characters a field takes; a pasted book is cut. */
const LONGEST = 2000;

/** A key in a text field; undefined when it means nothing there. */
export function editText(state: WizardState, key: Key): WizardState | undefined {
  const field = focusedField(state);
  if (field?.kind !== 'text') return undefined;
  const characters = charactersOf(textOf(field, state));
  const at = Math.min(state.at, characters.length);
  const set = (kept: readonly string[], caret: number): WizardState => ({
    ...state,
    values: { ...state.values, [field.id]: kept.join('') },
    at: Math.min(Math.max(caret, 0), kept.length),
  });
  if ('text' in key) {
    if (key.text.includes('\n')) return pastedLines(state, key.text.split('\n'));
    const typed = charactersOf(key.text).slice(0, Math.max(LONGEST - characters.length, 0));
    const text = [...characters.slice(0, at), ...typed, ...characters.slice(at)];
    // A combining mark joins the character before it.
    const caret = charactersOf(text.slice(0, at + typed.length).join('')).length;
    return set(charactersOf(text.join('')), caret);
  }
  switch (key.name) {
    case 'left':
      return { ...state, at: Math.max(at - 1, 0) };
    case 'right':
      return { ...state, at: Math.min(at + 1, characters.length) };
    case 'home':
      return { ...state, at: 0 };
    case 'end':
      return { ...state, at: characters.length };
    case 'backspace':
      return at === 0 ? state : set([...characters.slice(0, at - 1), ...characters.slice(at)], at - 1);
    case 'delete':
      return at === characters.length ? state : set(characters.toSpliced(at, 1), at);
    case 'erase-line':
      return set([], 0);
    default:
      return undefined;
  }
}

/** Lines that were pasted: each its own entry where the next field is one of the same list, otherwise with blanks between. */
function pastedLines(state: WizardState, [line = '', ...others]: readonly string[]): WizardState {
  const typed = editText(state, { text: line }) ?? state;
  if (others.length === 0) return typed;
  const next = moveFocus(typed, 1);
  const field = focusedField(next);
  if (field?.kind === 'text' && field.path === focusedField(state)?.path) return pastedLines(next, others);
  return editText(typed, { text: ` ${others.join(' ')}` }) ?? typed;
}
