import type { Capabilities } from './capabilities.ts';

/** Before the first frame: xterm's second screen, marks around pasted text. */
export function enter({ alternateScreen, marksPaste }: Capabilities): string {
  return `${alternateScreen ? '\u001b[?1049h' : ''}${marksPaste ? '\u001b[?2004h' : ''}`;
}

/** After the last one: no attributes, the whole screen scrolls, the cursor is seen; the screen is cleared where there is no other. */
export function leave({ alternateScreen, marksPaste, hidesCursor }: Capabilities): string {
  return [
    '\u001b[r\u001b[m',
    marksPaste ? '\u001b[?2004l' : '',
    hidesCursor ? '\u001b[?25h' : '',
    alternateScreen ? '\u001b[?1049l' : '\u001b[H\u001b[J',
  ].join('');
}
