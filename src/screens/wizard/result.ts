import { failureAdvice, failureMessage, recordedLines } from '../../installer/failure-words.ts';
import { hasWritten } from '../../installer/progress.ts';
import { EXIT, type Language, problemLine, whereExplained } from '../../problem.ts';
import { withoutTabs } from '../width.ts';
import type { Context } from './context.ts';
import type { RunState } from './run.ts';
import { stepTitle } from './text/steps-zh.ts';
import { say } from './text/table.ts';

/** Lines of a failed command's output beside the result; the log has them all. */
const QUOTED = 3;

/** What became of an installation that is over: the result, and what was and was not written. */
export function resultLines(run: RunState, language: Language): readonly string[] {
  const { progress, exit_code = EXIT.unexpected } = run;
  const device = progress.target;
  if (exit_code === EXIT.ok)
    return [
      device === '' ? say('finished.nothing', language) : say('finished.installed', language, { device }),
    ];
  const problems = run.problems.map((problem) => problemLine(problem, language));
  const code = say('finished.exit-code', language, { code: exit_code });
  const more = whereExplained([...run.problems, ...(progress.failure?.problems ?? [])], language);
  const log = progress.recorded ? recordedLines(progress.recorded, language).slice(0, 1) : [];
  const failure = failureLines(run, language);
  // What is said at the end may have no room on a small screen: the log has it too.
  return [
    ...problems,
    ...failure,
    ...log,
    ...notUndone(run, language),
    ...more,
    code,
    ...commandLines(run, language),
  ];
}

type Left = Pick<Context, 'run' | 'unusable' | 'language'>;

/** What leaving now means: what was and was not written, by this wizard. */
export function leavingText({ run, unusable, language }: Left): string {
  const device = run?.progress.target ?? '';
  if (run && run.exit_code === undefined)
    return say(hasWritten(run.progress) ? 'abort.writing' : 'left.not-yet', language, { device });
  if (run?.exit_code === EXIT.ok) return resultLines(run, language).join(' ');
  if (unusable.length > 0) return say('left.unusable', language, { device: unusable.join(', ') });
  return say('abort.unwritten', language);
}

/** What stays on the console when the wizard is left. */
export function leavingLines(state: Left): readonly string[] {
  const { run, unusable, language } = state;
  const recorded = run?.progress.recorded;
  const sending = recorded ? recordedLines(recorded, language).slice(1) : [];
  if (run?.exit_code !== undefined) return [...resultLines(run, language), ...sending];
  const what = run || unusable.length > 0 ? leavingText(state) : say('finished.unwritten', language);
  return [say('left.aborted', language, { what })];
}

function failureLines({ progress }: RunState, language: Language): string[] {
  const { failure, target: device } = progress;
  if (!failure) {
    if (!hasWritten(progress)) return [say('finished.unwritten', language)];
    return [say('finished.no-result', language), say('left.unusable', language, { device })];
  }
  const title = stepTitle({ id: failure.step_id ?? '', title: failure.title ?? '' }, device, language);
  return [failureMessage(failure, title, language), failureAdvice(failure, language)];
}

function commandLines({ progress: { failure } }: RunState, language: Language): string[] {
  const { command, output } = failure ?? {};
  return [
    ...(command === undefined ? [] : [say('finished.command', language, { command })]),
    ...(output?.split('\n').slice(-QUOTED) ?? []).map((line) => `  ${withoutTabs(line)}`),
  ];
}

function notUndone({ progress, not_undone }: RunState, language: Language): string[] {
  return not_undone.map(({ id, reason }) => {
    const step = progress.steps.find((one) => one.id === id);
    const title = step ? stepTitle(step, progress.target, language) : id;
    return say('finished.not-undone', language, { title, reason });
  });
}
