import { expect, test, vi } from 'vitest';
import { showsChinese } from '../../../src/screens/blessed/capabilities.ts';
import { capabilitiesIn } from './terminfo.ts';

test('from terminfo', () => {
  const can = Object.entries(capabilitiesIn({ TERM: 'vt100' }) ?? {}).filter(([, one]) => one !== false);
  expect(Object.fromEntries(can)).toEqual({ repertoire: 'ascii', scrolls: true, holdsLastColumn: true });
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

test('screen and tmux can the same, with 256 colours too', () => {
  const can = capabilitiesIn({ TERM: 'screen' });
  for (const TERM of ['screen-256color', 'tmux', 'tmux-256color'])
    expect(capabilitiesIn({ TERM })).toEqual(can);
});

test('an unknown terminal is taken for a vt100', () => {
  expect(capabilitiesIn({ TERM: 'unheard' })).toEqual(capabilitiesIn({ TERM: 'vt100' }));
});

test.each(['screen', 'tmux', 'putty', 'alacritty', 'foot', 'kitty'])(
  '%s has colours, with 256 too',
  (name) => {
    const complain = vi.spyOn(console, 'error');
    for (const TERM of [name, `${name}-256color`, `${name}-direct`, 'screen.xterm-256color'])
      expect(capabilitiesIn({ TERM, LANG: 'C.UTF-8' })).toMatchObject({
        colours: true,
        hidesCursor: true,
        scrolls: true,
        insertsLines: true,
        alternateScreen: true,
        marksPaste: true,
      });
    expect(complain).not.toHaveBeenCalled();
  },
);

test.each([
  { TERM: 'xterm', NO_COLOR: '1' },
  { TERM: 'xterm-mono' },
  { TERM: 'foot-mono' },
  { TERM: 'linux', NO_COLOR: '1' },
])('no colours: %j', (env) => {
  expect(capabilitiesIn(env)).toMatchObject({ colours: false });
});

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
