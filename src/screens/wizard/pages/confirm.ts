import type { FrameRow } from '../../frame.ts';
import { textRows } from '../../width.ts';
import type { Context } from '../context.ts';
import { areNamed, confirmationFields, confirmationProblems } from '../disk-confirmation.ts';
import type { MenuAction, Option } from '../field.ts';
import type { Page } from '../page.ts';
import { previewDocument } from '../preview-update.ts';
import { say, type TextKey } from '../text/table.ts';
import { chosenDisk } from './disk.ts';
import { askPreview, hasErrors } from './summary.ts';

/**
 * The one place that starts an installation: each disk that is wiped is named by the person, and then Yes is
 * there, behind the safe line.
 */
export const confirmPage: Page = {
  id: 'confirm',
  section: 'confirm',
  title: 'confirm.title',
  intro: 'confirm.intro',
  final: true,
  applies: ({ purpose }) => purpose !== 'write',
  fields: [
    ...confirmationFields,
    { kind: 'menu', id: 'confirm.menu', path: '', label: 'confirm.menu', options, above: () => [[]] },
  ],
  lead: questionRows,
  problems: confirmationProblems,
  status: rehearsalRows,
  onOpen: askPreview,
};

function options(context: Context): Option[] {
  const line = liner(context);
  const document = previewDocument(context);
  const device = (context.preview?.destroys ?? []).map((one) => one.device).join(', ');
  const isReady = areNamed(context) && !hasErrors(context);
  return [
    line('confirm.no', { open: 'summary' }),
    ...(isReady && context.purpose === 'install'
      ? [line('confirm.yes', { asks: { kind: 'install', document } }, { device })]
      : []),
  ];
}

function liner({ language }: Context) {
  return (key: TextKey, does: MenuAction, args: Readonly<Record<string, string>> = {}): Option => ({
    value: key,
    row: [{ text: say(key, language, args), style: 'normal' }],
    does,
  });
}

function rehearsalRows({ purpose, language }: Context, columns: number): FrameRow[] {
  return purpose === 'rehearse' ? textRows(say('confirm.rehearsal', language), columns, 'warn') : [];
}

function questionRows(context: Context, columns: number): FrameRow[] {
  const disk = chosenDisk(context);
  if (!disk) return [];
  return textRows(say('confirm.question', context.language, { device: disk.path }), columns, 'strong');
}
