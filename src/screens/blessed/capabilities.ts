/** What a terminal can do beyond cursor addressing and erasing, which every ANSI terminal has. */
export type Capabilities = {
  readonly colours: boolean;
  /** SGR 2. */
  readonly dims: boolean;
  /** What it can show: ASCII alone, characters of one cell (the Linux console), or all. */
  readonly repertoire: 'ascii' | 'narrow' | 'all';
  /** DECTCEM. */
  readonly hidesCursor: boolean;
  /** Of the VT100 family: a scrolling region (DECSTBM), IND, RI and NEL. */
  readonly scrolls: boolean;
  /** IL and DL. */
  readonly insertsLines: boolean;
  /** ECH. */
  readonly erasesCharacters: boolean;
  /** REP. */
  readonly repeats: boolean;
  /** A character in the last column leaves the cursor there (xenl); otherwise the bottom corner scrolls. */
  readonly holdsLastColumn: boolean;
  /** xterm's second screen. */
  readonly alternateScreen: boolean;
  /** Pasted text comes between marks (DECSET 2004). */
  readonly marksPaste: boolean;
};

/** A terminfo entry as blessed reads it, by the long names of terminfo(5). */
export type Terminfo = {
  readonly error: Error | null;
  readonly bools: Readonly<Record<string, unknown>>;
  readonly numbers: Readonly<Record<string, unknown>>;
  readonly strings: Readonly<Record<string, unknown>>;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** DEC's first: what is assumed of a terminal that has no terminfo entry. */
const VT100: Capabilities = {
  colours: false,
  dims: false,
  repertoire: 'ascii',
  hidesCursor: false,
  scrolls: true,
  insertsLines: false,
  erasesCharacters: false,
  repeats: false,
  holdsLastColumn: true,
  alternateScreen: false,
  marksPaste: false,
};
const VT220 = { ...VT100, hidesCursor: true, insertsLines: true, erasesCharacters: true };
const LINUX = { ...VT220, colours: true, dims: true };
/** The terminals of desktops, with tmux and screen; ECH and REP are not in all of them. */
const DESKTOP = { ...LINUX, erasesCharacters: false, alternateScreen: true, marksPaste: true };
const FAMILIES: readonly (readonly [RegExp, Capabilities])[] = [
  [/^linux/, LINUX],
  [/^vt[2-5]/, VT220],
  [/^(screen|tmux|putty|rxvt|alacritty|foot|kitty|konsole|gnome|vte|wezterm|ghostty)/, DESKTOP],
];

const ADDRESS = '\u001b[%i%p1%d;%p2%dH';

/** How blessed says that it read xterm's entry because it has none for this terminal. */
const NO_ENTRY = 'Terminfo not found.';

/**
 * From the terminal's terminfo entry, or from its name where there is none; nothing for a terminal
 * without ECMA-48 cursor addressing. NO_COLOR (no-color.org) and names like `xterm-mono`, `rxvt-m`
 * mean no colours.
 */
export function capabilitiesOf(terminfo: Terminfo, env: Environment): Capabilities | undefined {
  if (terminfo.error?.message === NO_ENTRY) return byName(env);
  const ansi = String(terminfo.strings.cursor_address ?? '').startsWith(ADDRESS);
  return ansi ? byEntry(terminfo, env) : undefined;
}

/**
 * The terminfo entry to read for a TERM. Those of 256 colours have numbers of 32 bits (term(5)), which
 * blessed takes for garbage; the same terminal with 8 colours says all that is asked for, and so does screen
 * for `screen.xterm-256color`. blessed brings an entry of its own for xterm-256color.
 */
export function entryFor(term: string): string {
  return term.startsWith('xterm') ? term : term.replace(/(-256color|-direct|(?<=^screen)\..*)$/, '');
}

/** True where the locale is UTF-8 and the terminal has a font for Chinese. */
export function showsChinese(env: Environment): boolean {
  return repertoireOf(env) === 'all';
}

function byEntry({ bools, numbers, strings }: Terminfo, env: Environment): Capabilities {
  const has = (name: string) => typeof strings[name] === 'string';
  const alternateScreen = String(strings.enter_ca_mode ?? '').includes('[?1049h');
  const colours = Number(numbers.max_colors ?? 0) >= 8;
  return {
    colours: colours && showsColours(env),
    dims: has('enter_dim_mode'),
    repertoire: repertoireOf(env),
    hidesCursor: String(strings.cursor_invisible ?? '').includes('[?25l'),
    scrolls: has('change_scroll_region') && has('scroll_reverse'),
    insertsLines: has('parm_insert_line') && has('parm_delete_line'),
    erasesCharacters: has('erase_chars'),
    repeats: String(strings.repeat_char ?? '').includes('\u001b[%p2%{1}%-%db'),
    holdsLastColumn: bools.eat_newline_glitch === true,
    alternateScreen,
    marksPaste: alternateScreen,
  };
}

function byName(env: Environment): Capabilities {
  const term = env.TERM ?? '';
  const [, known] = FAMILIES.find(([name]) => name.test(term)) ?? ['', VT100];
  return { ...known, colours: known.colours && showsColours(env), repertoire: repertoireOf(env) };
}

function showsColours({ NO_COLOR, TERM = '' }: Environment): boolean {
  return !NO_COLOR && !/-(m|mono)$/.test(TERM);
}

function repertoireOf(env: Environment): Capabilities['repertoire'] {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const term = env.TERM ?? '';
  if (!/utf-?8/i.test(locale) || /^(vt\d|dumb)/.test(term)) return 'ascii';
  return term.startsWith('linux') ? 'narrow' : 'all';
}
