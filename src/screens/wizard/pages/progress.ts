import type { StepState } from '../../../installer/progress.ts';
import type { FrameRow, Style } from '../../frame.ts';
import { bytesLine, stepRow, type Tone } from '../../progress-rows.ts';
import { cut } from '../../width.ts';
import type { Context } from '../context.ts';
import type { Page } from '../page.ts';
import { PROGRESS_PAGE } from '../run.ts';

const STYLES: Readonly<Record<Tone, Style>> = { good: 'good', bad: 'bad', busy: 'strong', dim: 'normal' };
/** Steps and lines of the log on the smallest screen. */
const STEPS = 8;
const LOG = 3;
const BAR = 50;

/** Shown while an installation runs, here or on another console: bytes, steps, the end of the log. */
export const progressPage: Page = {
  id: PROGRESS_PAGE,
  section: 'confirm',
  title: 'progress.title',
  intro: 'progress.intro',
  aside: true,
  fields: [
    {
      kind: 'view',
      id: 'progress.view',
      path: '',
      label: 'progress.title',
      rows: progressRows,
    },
  ],
};

function progressRows({ run }: Context, columns: number): FrameRow[] {
  if (!run) return [];
  const { progress } = run;
  const fraction = progress.total_bytes === 0 ? 0 : progress.bytes / progress.total_bytes;
  const full = Math.floor(Math.min(fraction, 1) * BAR);
  const bar = `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`;
  const log = run.log.slice(-LOG).map((line): FrameRow => [{ text: cut(line, columns), style: 'dim' }]);
  return [
    [{ text: bar, style: 'normal' }],
    [{ text: bytesLine(progress) ?? '', style: 'normal' }],
    [],
    ...around(progress.steps).map(rowOf),
    [],
    ...log,
  ];
}

function rowOf(step: StepState): FrameRow {
  const { glyph, text, tone } = stepRow(step);
  return [
    { text: glyph, style: STYLES[tone] },
    { text: ` ${text}`, style: 'normal' },
  ];
}

/** The steps around the one that runs, so that it is always on the screen. */
function around(steps: readonly StepState[]): readonly StepState[] {
  const last = steps.findLastIndex(({ status }) => status !== 'waiting');
  const from = Math.max(Math.min(last - STEPS / 2, steps.length - STEPS), 0);
  return steps.slice(from, from + STEPS);
}
