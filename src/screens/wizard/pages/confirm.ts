import { formatSize } from '../../../bytes.ts';
import type { FrameRow } from '../../frame.ts';
import { textRows } from '../../width.ts';
import type { Context } from '../context.ts';
import type { MenuAction, Option } from '../field.ts';
import type { Page } from '../page.ts';
import { previewDocument } from '../preview-update.ts';
import { say, type TextKey } from '../text/table.ts';
import { chosenDisk } from './disk.ts';
import { askPreview, destroyed, hasErrors } from './summary.ts';

/** The one place that starts an installation; the first line is the safe one. */
export const confirmPage: Page = {
  id: 'confirm',
  section: 'confirm',
  title: 'confirm.title',
  intro: 'confirm.intro',
  final: true,
  applies: ({ purpose }) => purpose !== 'write',
  fields: [{ kind: 'menu', id: 'confirm.menu', path: '', label: 'confirm.menu', options }],
  status: (context, columns) => [
    ...rehearsalRows(context, columns),
    ...questionRows(context, columns),
    ...destroyed(context).flatMap((text) => textRows(text, columns, 'bad')),
  ],
  onOpen: askPreview,
};

function options(context: Context): Option[] {
  const line = liner(context);
  const disk = chosenDisk(context);
  const document = previewDocument(context);
  const isReady = context.preview && context.preview.destroys.length > 0 && !hasErrors(context);
  return [
    line('confirm.no', { open: 'summary' }),
    ...(isReady && disk && context.purpose === 'install'
      ? [line('confirm.yes', { asks: { kind: 'install', document } }, { device: disk.path })]
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
  if (purpose !== 'rehearse') return [];
  return [...textRows(say('confirm.rehearsal', language), columns, 'warn'), []];
}

function questionRows(context: Context, columns: number) {
  const disk = chosenDisk(context);
  if (!disk) return [];
  const { language } = context;
  const identity = [
    formatSize(disk.bytes),
    [disk.vendor, disk.model].filter((part) => part !== undefined).join(' '),
    disk.serial === undefined ? '' : say('disk.serial-is', language, { serial: disk.serial }),
  ].filter((part) => part !== '');
  return [
    ...textRows(say('confirm.question', language, { device: disk.path }), columns, 'bad'),
    ...textRows(`${disk.path}: ${identity.join(', ')}`, columns, 'strong'),
    [],
  ];
}
