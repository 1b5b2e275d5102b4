import { isDeepStrictEqual } from 'node:util';
import { valueAt } from '../../../installer/plain-data.ts';
import { sentence } from '../../../problem.ts';
import type { FrameRow } from '../../frame.ts';
import { textRows } from '../../width.ts';
import type { Context, Written } from '../context.ts';
import type { MenuAction, Option } from '../field.ts';
import type { Page } from '../page.ts';
import { plainPassword } from '../password.ts';
import { previewDocument } from '../preview-update.ts';
import type { WizardState } from '../state.ts';
import { say, type TextKey } from '../text/table.ts';
import { askPreview, hasErrors } from './summary.ts';

/** The last page at a desk: the answers become the file that was named, and what to do with it. */
export const savePage: Page = {
  id: 'save',
  section: 'confirm',
  title: 'save.title',
  intro: 'save.intro',
  final: true,
  applies: ({ purpose }) => purpose === 'write',
  fields: [{ kind: 'menu', id: 'save.menu', path: '', label: 'save.menu', options }],
  status: statusRows,
  onOpen: askPreview,
};

/** Whether the file says what the wizard says now. */
export function isWritten(context: Context): boolean {
  const { written } = context;
  return (
    written !== undefined &&
    'document' in written &&
    isDeepStrictEqual(written.document, previewDocument(context))
  );
}

/** The state after an attempt to write the file; the menu's first line is another one then. */
export function onWritten(state: WizardState, written: Written): WizardState {
  return { ...state, written, at: state.page === savePage.id ? 0 : state.at };
}

function options(context: Context): Option[] {
  const { file, language } = context;
  const line = (key: TextKey, does: MenuAction): Option => ({
    value: key,
    row: [{ text: say(key, language, { file }), style: 'normal' }],
    does,
  });
  const document = previewDocument(context);
  // A typed password is written as its hash, which is being made.
  const isReady = context.preview && !hasErrors(context) && plainPassword(context) === undefined;
  const back = line('save.back', { open: 'summary' });
  if (isWritten(context)) return [line('save.leave', { asks: { kind: 'leave', to: 'shell' } }), back];
  return [...(isReady ? [line('save.yes', { asks: { kind: 'write', document } })] : []), back];
}

function statusRows(context: Context, columns: number): FrameRow[] {
  const { written, file, language } = context;
  const rows = (key: TextKey, style: 'good' | 'warn' | 'normal' = 'normal') =>
    textRows(say(key, language, { file }), columns, style);
  if (written && 'problem' in written) return textRows(sentence(written.problem, language), columns, 'bad');
  if (!written || !isWritten(context)) return [];
  const isAsked = valueAt(written.document, ['install', 'interactive']) !== undefined;
  const mayWipe = valueAt(written.document, ['install', 'wipe']) !== undefined;
  return [
    ...rows('save.done', 'good'),
    ...(written.lost_comments ? rows('save.lost-comments', 'warn') : []),
    [],
    ...rows('save.validate'),
    ...rows('save.plan'),
    ...rows('save.place'),
    ...(isAsked || mayWipe ? [] : [[], ...rows('save.no-wipe', 'warn')]),
  ];
}
