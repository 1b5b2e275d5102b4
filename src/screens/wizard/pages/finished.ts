import { isOptical } from '../../../installer/afterwards.ts';
import { EXIT, sentence } from '../../../problem.ts';
import type { FrameRow } from '../../frame.ts';
import { textRows } from '../../width.ts';
import type { Context } from '../context.ts';
import type { MenuAction, Option } from '../field.ts';
import type { Page } from '../page.ts';
import { previewDocument } from '../preview-update.ts';
import { resultLines } from '../result.ts';
import { FINISHED_PAGE } from '../run.ts';
import { say, type TextKey } from '../text/table.ts';
import { logView } from './progress.ts';

/** What became of the installation, and what may be done now. */
export const finishedPage: Page = {
  id: FINISHED_PAGE,
  section: 'confirm',
  title: 'finished.title',
  titleArgs: ({ run, language }) => ({
    result: say(run?.exit_code === EXIT.ok ? 'finished.done' : 'finished.failed', language),
  }),
  intro: 'finished.intro',
  keys: 'finished.keys',
  aside: true,
  stays: true,
  fields: [{ kind: 'menu', id: 'finished.menu', path: '', label: 'finished.menu', options }],
  status: statusRows,
};

/** The log comes first: an Enter that was meant for a page before this one does no harm on it. */
function options(context: Context): Option[] {
  const { run, language } = context;
  const line = (key: TextKey, does: MenuAction): Option => ({
    value: key,
    row: [{ text: say(key, language), style: 'normal' }],
    does,
  });
  const after = run?.exit_code === EXIT.ok ? restarts(line) : again(context, line);
  return [
    line('finished.log', { open: 'log' }),
    ...after,
    ...saving(context, line),
    line('finished.shell', { asks: { kind: 'leave', to: 'shell' } }),
  ];
}

type Line = (key: TextKey, does: MenuAction) => Option;

function restarts(line: Line): Option[] {
  return [
    line('finished.reboot', { asks: { kind: 'leave', to: 'reboot' } }),
    line('finished.poweroff', { asks: { kind: 'leave', to: 'poweroff' } }),
  ];
}

/** The console that did not install has not the answers. */
function again({ run }: Context, line: Line): Option[] {
  return [
    ...(run?.own ? [line('finished.summary', { open: 'summary' })] : []),
    line('finished.again', { restarts: true }),
  ];
}

function saving(context: Context, line: Line): Option[] {
  const { run } = context;
  if (!run?.own) return [];
  const document = previewDocument(context);
  const save = (key: TextKey, place: { volume: 'COS-ANSWERS' } | { node: string }) =>
    line(key, { asks: { kind: 'save', document, place } });
  return [
    save('finished.save', { volume: 'COS-ANSWERS' }),
    ...(run.exit_code === EXIT.ok ? [save('finished.save-node', { node: run.progress.target })] : []),
  ];
}

function statusRows(context: Context, columns: number): FrameRow[] {
  const { run, language } = context;
  if (!run) return [];
  const succeeded = run.exit_code === EXIT.ok;
  const result = resultLines(run, language).flatMap((text) =>
    textRows(text, columns, succeeded ? 'good' : 'bad'),
  );
  return [...savedRows(context, columns), ...result, ...(succeeded ? mediumRows(context, columns) : [])];
}

/** A medium that is left in starts the installer again, where the firmware prefers it to the disk. */
function mediumRows({ inventory, language }: Context, columns: number): FrameRow[] {
  const device = inventory?.medium?.device;
  if (device === undefined) return [];
  return textRows(say(isOptical(device) ? 'finished.cd' : 'finished.medium', language, { device }), columns);
}

function savedRows({ saved, language }: Context, columns: number): FrameRow[] {
  if (!saved) return [];
  if ('problem' in saved) return textRows(sentence(saved.problem, language), columns, 'bad');
  return textRows(say('finished.saved', language, saved), columns, 'good');
}

/** Everything that was said and done. */
export const logPage: Page = {
  id: 'log',
  section: 'confirm',
  title: 'log.title',
  intro: 'log.intro',
  aside: true,
  fields: [logView('log.view')],
};
