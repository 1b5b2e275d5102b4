import type { InstallEvent } from '../../installer/events.ts';
import { noProgress, type ProgressState, reduce } from '../../installer/progress.ts';
import { openOn } from './focus.ts';
import type { WizardState } from './state.ts';

/** An installation as this console sees it. */
export type RunState = {
  readonly progress: ProgressState;
  /** What was said beside the steps: notes, warnings, what was taken back. */
  readonly notes: readonly string[];
  /** Everything that was said and done, for the log page; the newest last. */
  readonly log: readonly string[];
  /** There when it is over: 0 is success. */
  readonly exit_code?: number;
  /** What became of the last wish to save the answers. */
  readonly saved?: string;
};

/** Whether an installation goes on, here or on another console. */
export function isRunning({ run }: Pick<WizardState, 'run'>): boolean {
  return run !== undefined && run.exit_code === undefined;
}

export const PROGRESS_PAGE = 'progress';
export const FINISHED_PAGE = 'finished';

/** Lines of the log that are kept. */
const KEPT = 2000;

const NOT_BEGUN: RunState = { progress: noProgress, notes: [], log: [] };

/** The state after one more event of the installation: its page opens when it begins and when it is over. */
export function onEvent(state: WizardState, event: InstallEvent): WizardState {
  const begins = state.run === undefined || (state.run.exit_code !== undefined && event.event !== 'ended');
  const run = reduceRun(begins ? NOT_BEGUN : (state.run ?? NOT_BEGUN), event);
  const next = { ...state, run };
  if (begins) return opened(next, PROGRESS_PAGE);
  return event.event === 'ended' ? opened(next, FINISHED_PAGE) : next;
}

function opened(state: WizardState, id: string): WizardState {
  const page = state.pages.find((one) => one.id === id);
  return page ? openOn(state, page) : state;
}

function reduceRun(run: RunState, event: InstallEvent): RunState {
  const progress = reduce(run.progress, event);
  const line = noteOf(event) ?? lineOf(event);
  const ended = event.event === 'ended' ? { exit_code: event.exit_code } : {};
  return {
    ...run,
    progress,
    notes: notesAfter(run.notes, event),
    log: line === undefined ? run.log : [...run.log, line].slice(-KEPT),
    ...ended,
  };
}

/** What was said before the plan began is history; the log has it. */
function notesAfter(notes: readonly string[], event: InstallEvent): readonly string[] {
  const note = noteOf(event);
  if (event.event === 'started') return [];
  return note === undefined ? notes : [...notes, note];
}

function noteOf(event: InstallEvent): string | undefined {
  if (event.event === 'note' || event.event === 'problem') return event.line;
  return event.event === 'undo' ? event.message : undefined;
}

function lineOf(event: InstallEvent): string | undefined {
  switch (event.event) {
    case 'step-started':
      return `== ${event.title}`;
    case 'command':
      return `$ ${event.argv.join(' ')}`;
    case 'output':
      return event.line;
    case 'failed':
      return event.failure.message;
    default:
      return undefined;
  }
}

export function onSaved(state: WizardState, saved: string): WizardState {
  return { ...state, saved, ...(state.run ? { run: { ...state.run, saved } } : {}) };
}
