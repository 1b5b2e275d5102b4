import { formatSize } from '../bytes.ts';
import type { Stage } from '../installer/bottleneck.ts';
import { recordedLines } from '../installer/failure-words.ts';
import type { ProgressState, StepState } from '../installer/progress.ts';
import { type Language, markOf, whereExplained } from '../problem.ts';
import { wrap } from './width.ts';

/** What a line means; a renderer chooses the colour. */
export type Tone = 'good' | 'bad' | 'busy' | 'dim';
export type Row = {
  readonly key: string;
  readonly glyph: string;
  readonly text: string;
  readonly tone: Tone;
};

const GLYPHS: Record<StepState['status'], readonly [string, Tone]> = {
  waiting: ['    ', 'dim'],
  running: ['  > ', 'busy'],
  done: [' ok ', 'good'],
  failed: ['FAIL', 'bad'],
};

const WORDS = {
  en: { of: 'of', seconds: 's', minutes: 'min', hours: 'h', left: (time: string) => `${time} left` },
  zh: { of: '/', seconds: '秒', minutes: '分钟', hours: '小时', left: (time: string) => `剩余 ${time}` },
} as const;

/** What the rate is the rate of: what holds the installation up. */
const GIVES: Record<Stage, Readonly<Record<Language, string>>> = {
  source: { en: 'the medium gives ', zh: '介质读取 ' },
  target: { en: 'the disk takes ', zh: '磁盘写入 ' },
  read_back: { en: 'reading back gives ', zh: '读回 ' },
  hash: { en: 'hashing does ', zh: '校验 ' },
};

/** One row for a step: `[ ok ] Partition /dev/sda (480 GB)  1.2 s`. In English ASCII, for every console font. */
export function stepRow(step: StepState, language: Language = 'en'): Row {
  const [glyph, tone] = GLYPHS[step.status];
  const time = step.seconds === undefined ? '' : `  ${step.seconds} ${WORDS[language].seconds}`;
  return { key: step.id, glyph: `[${glyph}]`, text: `${step.title}${time}`, tone };
}

/** `42 %  150 MB of 357 MB  the medium gives 31 MB/s, 7 s left`, or undefined while nothing is copied. */
export function bytesLine(state: ProgressState, language: Language = 'en'): string | undefined {
  return lineOf(state, language, (text) => text);
}

/** The same with every number in a place of its own: on a screen nothing moves but the digits. */
export function steadyBytesLine(state: ProgressState, language: Language): string | undefined {
  return lineOf(state, language, (text, columns) => text.padStart(columns));
}

type Place = (text: string, columns: number) => string;

function lineOf(state: ProgressState, language: Language, place: Place): string | undefined {
  if (state.total_bytes === 0 || state.bytes === 0) return undefined;
  const words = WORDS[language];
  const percent = String(Math.floor((state.bytes * 100) / state.total_bytes));
  const sizes = `${place(formatSize(state.bytes), 7)} ${words.of} ${formatSize(state.total_bytes)}`;
  const gives = state.bottleneck ? GIVES[state.bottleneck][language] : '';
  const rate = state.rate > 0 ? [`${gives}${place(`${formatSize(Math.round(state.rate))}/s`, 9)}`] : [];
  const left =
    state.seconds_left === undefined
      ? []
      : [words.left(place(formatSeconds(state.seconds_left, language), 5))];
  const pace = [...rate, ...left].join(gives === '' ? '  ' : ', ');
  return [`${place(percent, 3)} %`, sizes, ...(pace === '' ? [] : [pace])].join('  ');
}

/** The lines of a failure: what happened, the end of the output, the state of the disk, what to do, where more is said. */
export function failureLines(state: ProgressState): string[] {
  const { failure } = state;
  if (!failure) return [];
  const command = failure.command === undefined ? [] : [`Command: ${failure.command}`];
  const output = failure.output ? failure.output.split('\n').map((line) => `  ${line}`) : [];
  const more = whereExplained(failure.problems);
  return [failure.message, ...command, ...output, failure.advice, ...more, `Exit code ${failure.exit_code}.`];
}

/** What every console has room for. */
const COLUMNS = 80;

/** The last lines of a failure: what it was, with its number, where the log is, how to send it in. */
export function summaryLines({ failure, recorded }: ProgressState): string[] {
  if (!recorded) return [];
  const [problem] = failure?.problems ?? [];
  const what = failure && problem ? [`Failed: ${failure.title} [${markOf(problem)}]`] : [];
  return [...what, ...recordedLines(recorded)].flatMap((line) => wrap(line, COLUMNS));
}

/** The last line of a finished install. */
export function finishedLine(state: ProgressState): string {
  return `COS is installed on ${state.target}.`;
}

function formatSeconds(seconds: number, language: Language): string {
  const words = WORDS[language];
  if (seconds < 90) return `${seconds} ${words.seconds}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} ${words.minutes}`;
  return `${Math.floor(minutes / 60)} ${words.hours} ${minutes % 60} ${words.minutes}`;
}
