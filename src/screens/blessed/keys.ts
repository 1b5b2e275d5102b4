import type { Key, KeyName } from '../key.ts';

/** A key as blessed's decoder tells it: `name`, and `full` with C-, M- and S- before it. */
export type DecodedKey = { readonly name?: string | undefined; readonly full?: string | undefined };

/** What blessed's decoder does not know: keypad Enter, Esc Tab, the Help key of a VT220. */
const OWN: Readonly<Record<string, KeyName>> = {
  '\u001bOM': 'enter',
  '\u001b\t': 'back-tab',
  '\u001b[28~': 'help',
};

const BY_FULL_NAME: Readonly<Record<string, KeyName>> = {
  'C-a': 'home',
  'C-b': 'left',
  'C-c': 'abort',
  'C-d': 'restart',
  'C-e': 'end',
  'C-f': 'right',
  'C-g': 'help',
  'C-l': 'redraw',
  'C-n': 'down',
  'C-p': 'up',
  'C-u': 'erase-line',
  'C-v': 'page-down',
  'C-y': 'page-up',
  'M-1': 'help',
  'S-tab': 'back-tab',
};

/** Whatever Shift, Ctrl or Alt was held. blessed calls CR `return` (and tells it once more as `enter`), LF `linefeed`. */
const BY_NAME: Readonly<Record<string, KeyName>> = {
  return: 'enter',
  linefeed: 'enter',
  tab: 'tab',
  escape: 'escape',
  up: 'up',
  down: 'down',
  left: 'left',
  right: 'right',
  home: 'home',
  end: 'end',
  pageup: 'page-up',
  pagedown: 'page-down',
  backspace: 'backspace',
  delete: 'delete',
  f1: 'help',
};

/** The key for a sequence that blessed's decoder need not see. */
export function ownKey(sequence: string): Key | undefined {
  const name = OWN[sequence];
  return name && { name };
}

/** The key for what blessed decoded; nothing for a key without a meaning. */
export function keyOf({ name, full }: DecodedKey): Key | undefined {
  const known = BY_FULL_NAME[full ?? ''] ?? BY_NAME[name ?? ''];
  return known && { name: known };
}
