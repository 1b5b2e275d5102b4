import type { FrameRow } from '../../frame.ts';
import { failureLines, finishedLine } from '../../progress-rows.ts';
import { textRows } from '../../width.ts';
import type { Context } from '../context.ts';
import { documentOf } from '../document.ts';
import type { MenuAction, Option } from '../field.ts';
import type { Page } from '../page.ts';
import { FINISHED_PAGE } from '../run.ts';
import { say, type TextKey } from '../text/table.ts';

/** What became of the installation, and what may be done now. */
export function finishedPage(pages: () => readonly Page[]): Page {
  return {
    id: FINISHED_PAGE,
    section: 'confirm',
    title: 'finished.title',
    titleArgs: ({ run, language }) => ({
      result: say(run?.exit_code === 0 ? 'finished.done' : 'finished.failed', language),
    }),
    intro: 'finished.intro',
    aside: true,
    fields: [
      {
        kind: 'menu',
        id: 'finished.menu',
        path: '',
        label: 'finished.menu',
        options: (c) => options(c, pages()),
      },
    ],
    status: statusRows,
  };
}

function options(context: Context, pages: readonly Page[]): Option[] {
  const line = (key: TextKey, does: MenuAction): Option => ({
    value: key,
    row: [{ text: say(key, context.language), style: 'normal' }],
    does,
  });
  const succeeded = context.run?.exit_code === 0;
  const document = documentOf(pages, context);
  const hasAnswers = Object.keys(context.values).length > 0;
  return [
    ...(succeeded ? [line('finished.reboot', { asks: { kind: 'leave', to: 'reboot' } })] : []),
    ...(succeeded ? [line('finished.poweroff', { asks: { kind: 'leave', to: 'poweroff' } })] : []),
    ...(hasAnswers ? [line('finished.save', { asks: { kind: 'save', document } })] : []),
    line('finished.log', { open: 'log' }),
    line('finished.shell', { asks: { kind: 'leave', to: 'shell' } }),
  ];
}

function statusRows({ run }: Context, columns: number): FrameRow[] {
  if (!run) return [];
  const failure = failureLines(run.progress);
  const result =
    run.exit_code === 0
      ? textRows(finishedLine(run.progress), columns, 'good')
      : failure.flatMap((text) => textRows(text, columns, 'bad'));
  const notes = run.notes.slice(-4).flatMap((text) => textRows(text, columns));
  const saved = run.saved === undefined ? [] : textRows(run.saved, columns);
  return [...result, ...notes, ...saved];
}

/** Everything that was said and done. */
export const logPage: Page = {
  id: 'log',
  section: 'confirm',
  title: 'log.title',
  intro: 'log.intro',
  aside: true,
  fields: [
    {
      kind: 'view',
      id: 'log.view',
      path: '',
      label: 'log.title',
      rows: ({ run }, columns) => (run?.log ?? []).flatMap((line) => textRows(line, columns)),
    },
  ],
};
