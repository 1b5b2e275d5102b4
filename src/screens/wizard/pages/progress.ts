import type { StepState } from '../../../installer/progress.ts';
import type { Language } from '../../../problem.ts';
import type { FrameRow, Style } from '../../frame.ts';
import { steadyBytesLine, stepRow, type Tone } from '../../progress-rows.ts';
import { textRows } from '../../width.ts';
import type { Context } from '../context.ts';
import type { TextView } from '../field.ts';
import type { Page } from '../page.ts';
import { PROGRESS_PAGE } from '../run.ts';
import { stepTitle } from '../text/steps-zh.ts';
import { say } from '../text/table.ts';

const STYLES: Readonly<Record<Tone, Style>> = { good: 'good', bad: 'bad', busy: 'strong', dim: 'normal' };
const BAR = 50;
/** Rows of the bar, the bytes, a blank one, the title of the log, and the least of the log. */
const BESIDE_STEPS = 8;

/** Shown while an installation runs, here or on another console: bytes, steps, the end of the log. */
export const progressPage: Page = {
  id: PROGRESS_PAGE,
  section: 'confirm',
  title: 'progress.title',
  intro: 'progress.intro',
  keys: 'progress.keys',
  aside: true,
  stays: true,
  fields: [logView('progress.view', head)],
};

/** The log as a field; what stands above it does not scroll. */
export function logView(id: string, above?: NonNullable<TextView['log']>['head']): TextView {
  return {
    kind: 'view',
    id,
    path: '',
    label: 'log.title',
    rows: ({ run }, columns) => (run?.log ?? []).flatMap((line) => textRows(line, columns, 'dim')),
    log: above ? { head: above } : {},
  };
}

function head({ run, language }: Context, _columns: number, height: number): FrameRow[] {
  if (!run) return [];
  const { progress } = run;
  const fraction = progress.total_bytes === 0 ? 0 : progress.bytes / progress.total_bytes;
  const full = Math.floor(Math.min(fraction, 1) * BAR);
  const bar = `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`;
  return [
    [{ text: bar, style: 'normal' }],
    [{ text: steadyBytesLine(progress, language) ?? '', style: 'normal' }],
    [],
    ...around(progress.steps, height - BESIDE_STEPS).map((step) => rowOf(step, progress.target, language)),
    [{ text: say('progress.log', language), style: 'strong' }],
  ];
}

function rowOf(step: StepState, device: string, language: Language): FrameRow {
  const { glyph, text, tone } = stepRow({ ...step, title: stepTitle(step, device, language) }, language);
  return [
    { text: glyph, style: STYLES[tone] },
    { text: ` ${text}`, style: 'normal' },
  ];
}

/** As many steps as there is room for, around the one that runs. */
function around(steps: readonly StepState[], room: number): readonly StepState[] {
  const last = steps.findLastIndex(({ status }) => status !== 'waiting');
  const from = Math.max(Math.min(last - Math.floor(room / 2), steps.length - room), 0);
  return steps.slice(from, from + room);
}
