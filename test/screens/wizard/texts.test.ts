import { expect, test } from 'vitest';
import type { FrameRow } from '../../../src/screens/frame.ts';
import { rowCells } from '../../../src/screens/width.ts';
import { openOn, shownFields } from '../../../src/screens/wizard/focus.ts';
import { helpRows } from '../../../src/screens/wizard/help.ts';
import { allPages } from '../../../src/screens/wizard/pages/all.ts';
import type { WizardState } from '../../../src/screens/wizard/state.ts';
import { helpZh } from '../../../src/screens/wizard/text/help-zh.ts';
import { textTable } from '../../../src/screens/wizard/text/table.ts';
import { wholeFrame } from '../../../src/screens/wizard/view.ts';
import { recordedMachine } from '../../machines.ts';
import { start } from './driver.ts';

const texts = Object.entries(textTable);
const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test.each(texts)('%s: both languages, the same places', (_, { en, zh }) => {
  expect(en.trim()).not.toBe('');
  expect(zh.trim()).not.toBe('');
  expect(placesIn(zh)).toEqual(placesIn(en));
});

test('texts of a whole word are translated', () => {
  const same = texts.filter(([, { en, zh }]) => en === zh).map(([key]) => key);
  expect(same).toEqual([]);
});

test('every answer that is asked for has its help in Chinese', () => {
  const paths = allPages
    .flatMap(({ fields }) => fields.map(({ path }) => path))
    .filter((path) => path !== '');
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((path) => helpZh[path] === undefined)).toEqual([]);
});

test.each(['en', 'zh'] as const)('help speaks of fields, not of a file and its quotes (%s)', (language) => {
  const { state } = start({ inventory: recordedMachine('nvme-server'), language, canShowChinese: true });
  for (const page of allPages)
    for (const { id } of page.fields) {
      const rows = helpRows(openOn(state(), page), id);
      expect([id, rows.map(textIn).join(' ')]).toEqual([id, expect.not.stringMatching(/YAML|quote|引号/i)]);
    }
});

const cases = (['en', 'zh'] as const).flatMap((language) =>
  (['controller', 'agent'] as const).flatMap((role) =>
    allPages.map(({ id }) => [language, role, id] as const),
  ),
);

/** The page with every field left, so that all of its sentences are shown, and then the help of each field. */
function framesOf(state: WizardState): WizardState[] {
  const [page] = state.pages.filter(({ id }) => id === state.page);
  const fields = page ? shownFields(page, state).map(({ id }) => id) : [];
  const left = { ...state, left: fields };
  return [
    state,
    left,
    ...fields.map((field): WizardState => ({ ...state, overlay: { kind: 'help', field, scroll: 0 } })),
  ];
}

test.each(cases)('%s, %s: no row of page %s is cut at 80 columns', (language, role, id) => {
  const inventory = recordedMachine('nvme-server');
  const driver = start({ inventory, language, canShowChinese: true });
  const page = allPages.find((one) => one.id === id);
  if (!page) throw new Error(id);
  const values = { role, 'controller.ha': 'yes' };
  const frames = framesOf(openOn({ ...driver.state(), values }, page)).map(wholeFrame);
  expect(frames.length).toBeGreaterThan(1);
  expect(frames.flatMap(({ rows }) => rows.filter((row) => rowCells(row) > 80).map(textIn))).toEqual([]);
});

const textIn = (row: FrameRow) => row.map(({ text }) => text).join('');
