import { expect } from 'vitest';
import { isTooSmall } from '../../../../src/screens/smallest.ts';
import { charactersOf, rowCells } from '../../../../src/screens/width.ts';
import type { Field } from '../../../../src/screens/wizard/field.ts';
import { focusedField, openPage } from '../../../../src/screens/wizard/focus.ts';
import type { Message, Request } from '../../../../src/screens/wizard/message.ts';
import { cardField } from '../../../../src/screens/wizard/pages/card.ts';
import { chosenDisk } from '../../../../src/screens/wizard/pages/disk.ts';
import { PASSWORD, PASSWORD_AGAIN, PASSWORD_HASH } from '../../../../src/screens/wizard/password.ts';
import { isRunning, PROGRESS_PAGE } from '../../../../src/screens/wizard/run.ts';
import type { WizardState } from '../../../../src/screens/wizard/state.ts';
import { say } from '../../../../src/screens/wizard/text/table.ts';
import { textOf } from '../../../../src/screens/wizard/values.ts';
import { view } from '../../../../src/screens/wizard/view.ts';
import { SECRETS } from './good-answers.ts';

/** One thing that happened to a wizard: the state before and after, and what was asked for. */
export type Happened = {
  readonly before: WizardState;
  readonly message: Message;
  readonly after: WizardState;
  readonly asked: readonly Request[];
};

/** Holds whatever happens. @throws what is broken. */
export function checkLaws(happened: Happened): void {
  fitsTheScreen(happened.after);
  losesNothing(happened);
  takesWhatIsTyped(happened);
  installsOnlyAfterYes(happened);
  takesDataDiskBySpace(happened);
  if (isRunning(happened.after)) expect(happened.after.page).toBe(PROGRESS_PAGE);
}

function fitsTheScreen(state: WizardState): void {
  const { size, rows, cursor } = view(state);
  const { row = 0, column = 0 } = cursor ?? {};
  const text = rows.map((spans) => spans.map((span) => span.text).join('')).join('\n');
  expect({
    size,
    rows: isTooSmall(size) ? Math.min(rows.length, size.rows) : size.rows,
    tooWide: rows.filter((spans) => rowCells(spans) > size.columns),
    isCursorInside: row >= 0 && row < size.rows && column >= 0 && column < size.columns,
    secrets: SECRETS.filter((secret) => text.includes(secret)),
  }).toEqual({ size: state.size, rows: rows.length, tooWide: [], isCursorInside: true, secrets: [] });
}

/** What was typed or chosen anywhere is still there, but where a key edited it. */
function losesNothing({ before, message, after }: Happened): void {
  if (isBegunAgain(before, after)) return;
  const mayChange = changedBy(before, message);
  const kept = (values: WizardState['values']) =>
    Object.entries(values).filter(([id]) => !mayChange.includes(id));
  expect(kept(after.values)).toEqual(kept(before.values));
}

const DATA_DISK = 'disk.data';
const EDITS = ['backspace', 'delete', 'erase-line'];

function changedBy(before: WizardState, message: Message): string[] {
  if (message.kind === 'hashed') return [PASSWORD, PASSWORD_AGAIN, PASSWORD_HASH];
  if (message.kind === 'inventory') return before.values[cardField.id] === undefined ? [cardField.id] : [];
  if (message.kind !== 'key' || before.overlay || isTooSmall(before.size)) return [];
  const field = focusedField(before);
  const { key } = message;
  if (field?.kind === 'text' && 'text' in key && key.text.includes('\n')) return listOf(before, field);
  if (field?.kind === 'text' && ('text' in key || EDITS.includes(key.name))) return [field.id];
  const chooses = 'text' in key ? key.text === ' ' : key.name === 'enter';
  return field?.kind === 'choice' && chooses ? [field.id] : [];
}

/** Lines that are pasted go on into the fields of the same list. */
function listOf(state: WizardState, { path }: Field): string[] {
  return openPage(state)
    .fields.filter((field) => field.path === path)
    .map(({ id }) => id);
}

/** Only the question of Ctrl+D, or Ctrl+D where nothing was typed yet, empties the wizard. */
function isBegunAgain(before: WizardState, after: WizardState): boolean {
  const { overlay } = before;
  const agreed = overlay?.kind === 'question' && overlay.of === 'restart' && overlay.yes;
  return agreed === true && after.ticks === 0 && Object.keys(after.values).length === 0;
}

/** No Enter, whenever it comes, takes a disk for data. */
function takesDataDiskBySpace({ before, message, after }: Happened): void {
  const taken = after.values[DATA_DISK] ?? 'none';
  if (taken === 'none' || taken === before.values[DATA_DISK]) return;
  expect(message).toEqual({ kind: 'key', key: { text: ' ' } });
}

/** Typed and pasted text stands where the caret was, whatever characters it is made of. */
function takesWhatIsTyped({ before, message, after }: Happened): void {
  const field = focusedField(before);
  const isSeen = !before.overlay && !isTooSmall(before.size);
  if (message.kind !== 'key' || !('text' in message.key) || !isSeen || field?.kind !== 'text') return;
  if (message.key.text.includes('\n')) return;
  const text = textOf(field, before);
  const caret = charactersOf(text).slice(0, before.at).join('').length;
  const whole = text.slice(0, caret) + message.key.text + text.slice(caret);
  if (charactersOf(whole).length <= 1000) expect(textOf(field, after)).toBe(whole);
}

/** The marker on Yes, every disk named by the end of its serial number, and what was shown is of now. */
function installsOnlyAfterYes({ before, asked }: Happened): void {
  const installs = asked.filter(({ kind }) => kind === 'install');
  if (installs.length === 0) return;
  const shown = view(before).rows.map((row) => row.map(({ text }) => text).join(''));
  const device = chosenDisk(before)?.path ?? 'no disk';
  expect(shown.filter((row) => row.startsWith(' > '))).toEqual([
    ` >  ${say('confirm.yes', before.language, { device })}`,
  ]);
  const destroyed = before.preview?.destroys ?? [];
  expect(destroyed).toHaveLength(['none', undefined].includes(before.values[DATA_DISK]) ? 1 : 2);
  const typed = destroyed.map((_, index) => before.values[`confirm.disk-${index}`]?.trim().toUpperCase());
  for (const [index, { device: path }] of destroyed.entries()) {
    const serial = before.inventory?.disks.find((disk) => disk.path === path)?.serial?.toUpperCase();
    expect(typed[index]?.length).toBeGreaterThanOrEqual(4);
    expect(serial?.endsWith(typed[index] ?? ' ')).toBe(true);
  }
  expect(isRunning(before)).toBe(false);
}
