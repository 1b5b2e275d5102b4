import { EXIT, type ExitName, markOf, type Problem, problemLine } from '../problem.ts';
import type { InstallEvent, PlannedStep } from './events.ts';
import type { FailureReason, Report } from './report-event.ts';

/** What a run has to report, made of what it says. Pure but for what it remembers of the run. */
export function reportStory() {
  let stageId = 'answers';
  let over: 'succeeded' | 'failed' | undefined;
  let steps: readonly PlannedStep[] = [];
  const problems: Problem[] = [];

  const enter = (time: string, id: string, title: string): Report[] => {
    stageId = id;
    const number = steps.findIndex((step) => step.id === id) + 1;
    const place = number > 0 ? { number, of: steps.length } : {};
    return [{ event: 'stage', time, stage: { id, title, ...place } }];
  };
  const last = (report: Extract<Report, { event: 'succeeded' | 'failed' }>): Report[] => {
    over = report.event;
    return [report];
  };
  const hear = (event: InstallEvent): Report[] => {
    const { time } = event;
    switch (event.event) {
      case 'problem':
        if (event.problem.severity === 'error') problems.push(event.problem);
        return [];
      case 'check':
        return stageId === 'preflight' ? [] : enter(time, 'preflight', 'Test the network');
      case 'started':
        steps = event.steps;
        return [];
      case 'step-started':
        return enter(time, event.id, event.title);
      case 'finished':
        return last({ event: 'succeeded', time, seconds: event.seconds });
      case 'failed': {
        const { exit_code, message, disk_state, advice } = event.failure;
        const found = (event.failure.problems ?? []).map(shown);
        const why = { reason: reasonOf(exit_code), exit_code, stage_id: stageId, message };
        return last({ event: 'failed', time, ...why, problems: found, disk_state, advice });
      }
      default:
        return [];
    }
  };
  /** The node is complete, and the machine goes on running the installer. */
  const restartFailed = (time: string, message: string): Report[] => {
    const why = { reason: 'restart', exit_code: EXIT.ok, stage_id: 'restart', message } as const;
    return last({ event: 'failed', time, ...why, problems: [], disk_state: 'complete' });
  };
  /** The run ended without a plan that did: before it began, or because there was nothing to do. */
  const end = (time: string, exit_code: number): Report[] => {
    if (over === 'succeeded' && exit_code !== EXIT.ok)
      return restartFailed(time, 'The node on the disk was not started.');
    if (over) return [];
    if (exit_code === EXIT.ok) return last({ event: 'succeeded', time, already_installed: true });
    const reason = reasonOf(exit_code);
    const message =
      reason === 'aborted' ? 'Aborted.' : problems.map((one) => problemLine(one)).join('\n') || 'Unexpected.';
    const why = { reason, exit_code, stage_id: stageId, message, problems: problems.map(shown) };
    return last({ event: 'failed', time, ...why, disk_state: 'untouched' });
  };
  return { enter, hear, end, restartFailed, isOver: () => over !== undefined };
}

function shown(problem: Problem) {
  const { code, path } = problem;
  return { number: markOf(problem), code, path, line: problemLine(problem) };
}

function reasonOf(exit_code: number): FailureReason {
  const found = Object.entries(EXIT).find(([, code]) => code === exit_code)?.[0] as ExitName | undefined;
  return found === undefined || found === 'ok' ? 'unexpected' : found;
}
