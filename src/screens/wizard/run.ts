import type { InstallEvent } from '../../installer/events.ts';
import { recordedLines } from '../../installer/failure-words.ts';
import { noProgress, type ProgressState, reduce } from '../../installer/progress.ts';
import { type Language, type Problem, problemLine } from '../../problem.ts';
import { withoutTabs } from '../width.ts';
import { openOn } from './focus.ts';
import type { Message } from './message.ts';
import type { WizardState } from './state.ts';
import { stepTitle } from './text/steps-zh.ts';
import type { Step } from './update.ts';

/** An installation as this console sees it. */
export type RunState = {
  /** This console carries it out; otherwise it watches another one. */
  readonly own: boolean;
  readonly progress: ProgressState;
  /** What stopped it before its plan began. */
  readonly problems: readonly Problem[];
  /** Steps that could not be taken back: their ids, and why. */
  readonly not_undone: readonly { readonly id: string; readonly reason: string }[];
  /** Everything that was said and done; the newest last. */
  readonly log: readonly string[];
  /** There when it is over: 0 is success. */
  readonly exit_code?: number;
};

/** Whether an installation goes on, here or on another console. */
export function isRunning({ run }: Pick<WizardState, 'run'>): boolean {
  return run !== undefined && run.exit_code === undefined;
}

export const PROGRESS_PAGE = 'progress';
export const FINISHED_PAGE = 'finished';

/** Lines of the log that are kept. */
const KEPT = 2000;

const NOT_BEGUN: RunState = { own: false, progress: noProgress, problems: [], not_undone: [], log: [] };

/**
 * The state after one more event of the installation: its page opens when it begins and when it is over.
 * Then the machine is another one, and is looked at again.
 */
export function onEvent(state: WizardState, { event, own }: Extract<Message, { kind: 'event' }>): Step {
  const begins = state.run === undefined || (!isRunning(state) && event.event !== 'ended');
  const before = begins ? { ...NOT_BEGUN, own: own === true } : (state.run ?? NOT_BEGUN);
  const run = { ...reduceRun(before, event), log: logAfter(before, event, state.language) };
  const unusable = unusableAfter(state.unusable, event);
  const next = { ...state, run, unusable, confirmed: undefined };
  if (begins) return [opened({ ...next, saved: undefined }, PROGRESS_PAGE), []];
  if (event.event !== 'ended') return [next, []];
  return [opened({ ...next, preview: undefined }, FINISHED_PAGE), [{ kind: 'probe' }]];
}

function opened(state: WizardState, id: string): WizardState {
  const page = state.pages.find((one) => one.id === id);
  return page ? openOn(state, page) : state;
}

function reduceRun(run: RunState, event: InstallEvent): RunState {
  const next = { ...run, progress: reduce(run.progress, event) };
  switch (event.event) {
    case 'started':
      return { ...next, problems: [] };
    case 'problem':
      return event.problem.severity === 'error'
        ? { ...next, problems: [...run.problems, event.problem] }
        : next;
    case 'undo': {
      const one = { id: event.id, reason: event.message };
      return event.failed ? { ...next, not_undone: [...run.not_undone, one] } : next;
    }
    case 'ended':
      return { ...next, exit_code: event.exit_code };
    default:
      return next;
  }
}

function unusableAfter(devices: readonly string[], event: InstallEvent): readonly string[] {
  if (event.event === 'started') return devices.filter((device) => device !== event.target);
  if (event.event !== 'failed' || event.failure.disk_state !== 'unusable') return devices;
  return [...devices, event.failure.device];
}

function logAfter({ log, progress }: RunState, event: InstallEvent, language: Language): readonly string[] {
  const line = lineOf(event, progress.target, language);
  return line === undefined ? log : [...log, withoutTabs(line)].slice(-KEPT);
}

function lineOf(event: InstallEvent, target: string, language: Language): string | undefined {
  switch (event.event) {
    case 'step-started':
      return `== ${stepTitle(event, target, language)}`;
    case 'command':
      return `$ ${event.argv.join(' ')}`;
    case 'note':
    case 'check':
    case 'waiting':
    case 'output':
      return event.line;
    case 'problem':
      return problemLine(event.problem, language);
    case 'undo':
      return event.message;
    case 'failed':
      return event.failure.message;
    case 'recorded':
      return recordedLines(event.recorded, language)[0];
    default:
      return undefined;
  }
}
