import { expect, test } from 'vitest';
import { gridOf } from '../../../src/screens/blessed/cells.ts';
import { type Screen as Painted, paint } from '../../../src/screens/blessed/paint.ts';
import type { Frame, Size } from '../../../src/screens/frame.ts';
import type { KeyName } from '../../../src/screens/key.ts';
import { SMALLEST } from '../../../src/screens/smallest.ts';
import { allPages } from '../../../src/screens/wizard/pages/all.ts';
import { view } from '../../../src/screens/wizard/view.ts';
import { openScreen } from '../../pty/screen.ts';
import { goodStory } from '../story.ts';
import { OFFER } from '../wizard/cards.ts';
import type { Driver } from '../wizard/driver.ts';
import { ready } from '../wizard/summarised.ts';
import { capabilitiesOfTerm } from './terminfo.ts';

/** One for each set of capabilities: screen stands for tmux and their 256 colours. */
const TERMS = ['linux', 'vt100', 'vt220', 'xterm-256color', 'xterm-mono', 'screen'];
const SIZES = [SMALLEST, { columns: 100, rows: 30 }, { columns: 132, rows: 43 }, { columns: 250, rows: 80 }];
const TOO_SMALL = { columns: 40, rows: 10 };

/** A terminal that gets what the painter sends for each frame; it must then show exactly that frame. */
function painted(term: string, size: Size) {
  const capabilities = capabilitiesOfTerm(term);
  const terminal = openScreen(size, () => {});
  let before: Painted | undefined;
  return {
    resize: ({ columns, rows }: Size) => terminal.resize(columns, rows),
    shows: async (frame: Frame) => {
      const { bytes, screen } = paint(before, frame, capabilities);
      before = screen;
      await terminal.write(bytes);
      const cells = gridOf(frame, capabilities);
      expect(terminal.screen()).toEqual(
        cells.map((row) =>
          row
            .map(({ glyph }) => glyph)
            .join('')
            .trimEnd(),
        ),
      );
      if (frame.cursor) expect(terminal.cursor()).toEqual(frame.cursor);
      if (capabilities.hidesCursor) expect(terminal.cursorShown()).toBe(frame.cursor !== undefined);
    },
  };
}

/** A wizard for which every page has something to show. */
async function wizardFor(term: string, role: 'controller' | 'agent', size: Size): Promise<Driver> {
  const chinese = role === 'agent' && capabilitiesOfTerm(term).repertoire === 'all';
  const driver = await ready({ size, language: chinese ? 'zh' : 'en', canShowChinese: chinese }, role);
  driver.send({ kind: 'dhcp', link: 'eno1', outcome: OFFER });
  return driver;
}

/** Every one that is driven in another way. */
const cases = TERMS.slice(0, 4).flatMap((term) =>
  (['controller', 'agent'] as const).map((role) => [term, role] as const),
);

test.each(cases)('%s, %s: every page at every size is shown as it is', async (term, role) => {
  for (const size of SIZES) {
    const driver = await wizardFor(term, role, size);
    const terminal = painted(term, size);
    for (const { id } of allPages) {
      driver.goTo(id);
      await terminal.shows(view(driver.state()));
    }
  }
});

test.each(TERMS)('%s: help, fields and an installation are shown as they are', async (term) => {
  const driver = await wizardFor(term, 'controller', SMALLEST);
  const terminal = painted(term, SMALLEST);
  const press = async (name: KeyName) => {
    driver.press(name);
    await terminal.shows(view(driver.state()));
  };
  for (const { id } of allPages) {
    driver.goTo(id);
    for (const name of ['help', 'page-down', 'escape', 'tab', 'down'] as const) await press(name);
  }
  for (const event of goodStory) {
    driver.send({ kind: 'event', event });
    await terminal.shows(view(driver.state()));
  }
});

test.each(TERMS)('%s: another size on any page, also one that is too small, and back', async (term) => {
  const driver = await wizardFor(term, 'agent', SMALLEST);
  const terminal = painted(term, SMALLEST);
  for (const [index, { id }] of allPages.entries()) {
    driver.goTo(id);
    await terminal.shows(view(driver.state()));
    const whole = driver.screen();
    for (const size of [SIZES[index % SIZES.length] ?? SMALLEST, TOO_SMALL, SMALLEST]) {
      terminal.resize(size);
      driver.send({ kind: 'resized', size });
      await terminal.shows(view(driver.state()));
    }
    expect(driver.screen()).toBe(whole);
  }
});
