import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cellsOf } from '../../src/screens/width.ts';
import { allPages } from '../../src/screens/wizard/pages/all.ts';
import { say } from '../../src/screens/wizard/text/table.ts';
import { ROOT } from '../commands/program.ts';
import { GUIDES, screenNames, withScreens } from './blocks.ts';
import { type Screens, screensOf } from './screens.ts';

const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe.each(GUIDES)('%s', (path, language) => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await screensOf(language);
  });

  test('shows what the program shows; otherwise `npm run docs` writes it anew', () => {
    expect(text(path)).toBe(withScreens(text(path), screens));
  });

  test('shows every screen once', () => {
    expect(screenNames(text(path)).toSorted()).toEqual([...screens.keys()].toSorted());
  });

  test('shows every page of the wizard', () => {
    const titles = [...screens.values()].map((lines) => lines[2] ?? '');
    const missing = allPages.filter(({ id, title }) => {
      const [before = ''] = say(title, language).split('{');
      return id !== 'log' && !titles.some((shown) => shown.startsWith(before));
    });
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  test('fits 80 columns and 24 rows, and shows no secret', () => {
    for (const lines of screens.values()) {
      expect(lines).toHaveLength(24);
      expect(lines.filter((line) => cellsOf(line) > 80)).toEqual([]);
      expect(lines.join('\n')).not.toMatch(/correct horse|KKKK|hhhh/);
    }
  });
});

test('both languages tell the same, in the same order', () => {
  const [first = [], ...others] = GUIDES.map(([path]) => screenNames(text(path)));
  expect(others).toEqual([first]);
});

test('an unknown name is refused', () => {
  expect(() => withScreens('<!-- screen: nothing -->\n```text\n\n```\n', new Map())).toThrow(
    'no screen nothing',
  );
});
