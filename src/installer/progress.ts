import type { Spent } from '../machine.ts';
import { addSpent, bottleneckOf, NO_TIME, type Stage } from './bottleneck.ts';
import type { Failure, InstallEvent } from './events.ts';
import type { Recorded } from './recorder.ts';

export type StepState = {
  readonly id: string;
  readonly title: string;
  readonly status: 'waiting' | 'running' | 'done' | 'failed';
  /** The target's contents change in it. */
  readonly writes?: true;
  readonly seconds?: number;
};

/** What any renderer of progress needs; made from events alone, so that a log redraws the screen. */
export type ProgressState = {
  readonly target: string;
  readonly steps: readonly StepState[];
  readonly bytes: number;
  readonly total_bytes: number;
  /** Bytes per second over the last few seconds of copying; 0 before the first. */
  readonly rate: number;
  /** Seconds that the remaining bytes take at this rate. */
  readonly seconds_left: number | undefined;
  /** The stage of copying that the others wait for. */
  readonly bottleneck?: Stage | undefined;
  /** The newest lines of commands and their output, newest last. */
  readonly log: readonly string[];
  readonly failure?: Failure;
  /** Where the log of a failure is. */
  readonly recorded?: Recorded;
  readonly finished: boolean;
  /** Bytes of finished steps and where the rate was last measured: of no interest to renderers. */
  readonly step_bytes: Readonly<Record<string, number>>;
  readonly mark: { readonly time: number; readonly bytes: number; readonly spent: Spent } | undefined;
};

const LOG_LINES = 8;
/** Milliseconds between two measurements of the rate. */
const MEASURE_EVERY = 1000;
/** Weight of the newest measurement in the rate. */
const SMOOTHING = 0.4;

export const noProgress: ProgressState = {
  target: '',
  steps: [],
  bytes: 0,
  total_bytes: 0,
  rate: 0,
  seconds_left: undefined,
  log: [],
  finished: false,
  step_bytes: {},
  mark: undefined,
};

/** The state after one more event. Pure. */
export function reduce(state: ProgressState, event: InstallEvent): ProgressState {
  switch (event.event) {
    case 'started': {
      const steps = event.steps.map(({ phase: _, ...step }): StepState => ({ ...step, status: 'waiting' }));
      return { ...noProgress, target: event.target, total_bytes: event.total_bytes, steps };
    }
    case 'step-started':
      return { ...setStep(state, event.id, { status: 'running' }), mark: undefined, bottleneck: undefined };
    case 'step-finished':
      return setStep(state, event.id, { status: 'done', seconds: event.seconds });
    case 'progress':
      return measure(state, event, Date.parse(event.time));
    case 'command':
      return addLine(state, `$ ${event.argv.join(' ')}`);
    case 'output':
      return addLine(state, event.line);
    case 'failed': {
      const failed = event.failure.step_id;
      const marked = failed === undefined ? state : setStep(state, failed, { status: 'failed' });
      return { ...marked, failure: event.failure };
    }
    case 'recorded':
      return { ...state, recorded: event.recorded };
    case 'note':
    case 'check':
    case 'waiting':
    case 'problem':
    case 'undo':
    case 'ended':
      return state;
    case 'finished':
      return { ...state, finished: true, seconds_left: 0 };
  }
}

/** Whether the target's contents have begun to change. */
export function hasWritten({ steps }: ProgressState): boolean {
  return steps.some(({ writes, status }) => writes === true && status !== 'waiting');
}

function setStep(state: ProgressState, id: string, change: Partial<StepState>): ProgressState {
  return { ...state, steps: state.steps.map((s) => (s.id === id ? { ...s, ...change } : s)) };
}

function addLine(state: ProgressState, line: string): ProgressState {
  return { ...state, log: [...state.log, line].slice(-LOG_LINES) };
}

type Progress = Extract<InstallEvent, { event: 'progress' }>;

function measure(state: ProgressState, event: Progress, time: number): ProgressState {
  const { spent = NO_TIME } = event;
  const step_bytes = { ...state.step_bytes, [event.id]: event.bytes };
  const bytes = Object.values(step_bytes).reduce((sum, n) => sum + n, 0);
  const mark = state.mark ?? { time, bytes, spent };
  const elapsed = time - mark.time;
  if (elapsed < MEASURE_EVERY) return { ...state, step_bytes, bytes, mark };
  const now = ((bytes - mark.bytes) * 1000) / elapsed;
  const rate = state.rate === 0 ? now : state.rate * (1 - SMOOTHING) + now * SMOOTHING;
  const seconds_left = rate > 0 ? Math.ceil((state.total_bytes - bytes) / rate) : undefined;
  const worked = addSpent(spent, mark.spent, -1);
  const bottleneck = bottleneckOf(worked, elapsed / 1000, state.bottleneck);
  return { ...state, step_bytes, bytes, rate, seconds_left, bottleneck, mark: { time, bytes, spent } };
}
