import { expect, test } from 'vitest';
import { showsChinese } from '../../../src/screens/blessed/capabilities.ts';
import { capabilitiesIn } from './terminfo.ts';

test('from terminfo', () => {
  expect(capabilitiesIn({ TERM: 'vt100' })).toEqual({
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
  });
  expect(capabilitiesIn({ TERM: 'linux', LANG: 'C.UTF-8' })).toMatchObject({
    colours: true,
    repertoire: 'narrow',
    hidesCursor: true,
    alternateScreen: false,
  });
  expect(capabilitiesIn({ TERM: 'xterm', LANG: 'C.UTF-8' })).toMatchObject({
    colours: true,
    repertoire: 'all',
    alternateScreen: true,
    marksPaste: true,
  });
});

test('by the name where there is no entry; what cannot be addressed is none', () => {
  expect(capabilitiesIn({ TERM: 'vt420-unheard' })).toMatchObject({ hidesCursor: true, colours: false });
  expect(capabilitiesIn({ TERM: 'linux-unheard' })).toMatchObject({ colours: true });
  expect(capabilitiesIn({ TERM: 'unheard' })).toMatchObject({ hidesCursor: false, insertsLines: false });
  expect(capabilitiesIn({ TERM: 'vt52' })).toBeUndefined();
});

test.each([{ TERM: 'xterm', NO_COLOR: '1' }, { TERM: 'xterm-mono' }, { TERM: 'linux', NO_COLOR: '1' }])(
  'no colours: %j',
  (env) => {
    expect(capabilitiesIn(env)).toMatchObject({ colours: false });
  },
);

test.each([
  [{ TERM: 'xterm', LANG: 'C.UTF-8' }, true],
  [{ TERM: 'xterm', LANG: 'zh_CN.utf8' }, true],
  [{ TERM: 'xterm', LANG: 'C.UTF-8', LC_ALL: 'C' }, false],
  [{ TERM: 'xterm' }, false],
  [{ TERM: 'linux', LANG: 'C.UTF-8' }, false],
  [{ TERM: 'vt100', LANG: 'C.UTF-8' }, false],
  [{ TERM: 'vt220', LANG: 'C.UTF-8' }, false],
])('Chinese in %j: %s', (env, shown) => {
  expect(showsChinese(env)).toBe(shown);
});
