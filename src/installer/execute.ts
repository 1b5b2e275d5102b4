import { isGone } from '../disk/gone.ts';
import { CommandFailed, type Machine, type Spent } from '../machine.ts';
import { EXIT, error, exitCodeOf, type Problem, ProblemError } from '../problem.ts';
import type { Action, Plan, Step } from '../step.ts';
import { addSpent, NO_TIME } from './bottleneck.ts';
import type { DiskState, Emit, Failure, PlannedStep } from './events.ts';
import { failureAdvice, failureMessage } from './failure-words.ts';
import { perform, type Report } from './perform.ts';

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly failure: Failure };
export type Context = { readonly machine: Machine; readonly emit: Emit; readonly signal: AbortSignal };

/** Lines of a failed command's output that the failure quotes. */
const QUOTED_LINES = 12;

/**
 * Carries out a plan, step by step, and says everything it does in events. Never rejects for a failed
 * step or an abort: the outcome says which step, what state the disk is in and what to do now.
 */
export async function execute(plan: Plan, context: Context): Promise<Outcome> {
  const { emit } = context;
  const begun = performance.now();
  const started: Step[] = [];
  emit({
    event: 'started',
    target: plan.target.path,
    steps: plan.steps.map((step) => announced(step, plan.target.path)),
    total_bytes: plan.steps.reduce((sum, step) => sum + bytesOf(step.run), 0),
  });
  for (const step of plan.steps) {
    started.push(step);
    try {
      await runStep(step, context);
    } catch (cause) {
      await undo(started, context);
      const failure = failureOf(plan, started, step, await newsOf(cause, step, plan, context));
      emit({ event: 'failed', failure });
      return { ok: false, failure };
    }
  }
  emit({ event: 'finished', seconds: seconds(begun) });
  return { ok: true };
}

/** Bytes that the actions copy and read: what progress is counted in. */
export function bytesOf(actions: readonly Action[]): number {
  return actions.reduce((sum, action) => {
    if (action.do === 'copy' || action.do === 'read' || action.do === 'unpack') return sum + action.bytes;
    if (action.do === 'compare') return sum + (action.bytes ?? 0);
    return action.do === 'within' ? sum + bytesOf(action.run) : sum;
  }, 0);
}

function announced({ id, title, phase, touches }: Step, target: string): PlannedStep {
  return { id, title, phase, ...(touches.includes(target) ? { writes: true } : {}) };
}

async function runStep(step: Step, { machine, emit, signal }: Context): Promise<void> {
  const begun = performance.now();
  emit({ event: 'step-started', id: step.id, title: step.title });
  await perform(step.run, { machine, signal, report: reportFor(step, emit) });
  emit({ event: 'step-finished', id: step.id, title: step.title, seconds: seconds(begun) });
}

function reportFor(step: Step, emit: Emit): Report {
  let total = 0;
  let spent: Spent | undefined;
  return {
    command: (argv) => emit({ event: 'command', id: step.id, argv }),
    line: (line) => emit({ event: 'output', id: step.id, line }),
    bytes: (more, worked) => {
      total += more;
      if (worked) spent = addSpent(spent ?? NO_TIME, worked);
      emit({ event: 'progress', id: step.id, bytes: total, ...(spent ? { spent } : {}) });
    },
  };
}

/** Takes started steps back, last first; a failing undo is said and does not stop the others. */
async function undo(started: readonly Step[], { machine, emit }: Context): Promise<void> {
  for (const step of started.toReversed()) {
    if (!step.undo) continue;
    emit({ event: 'undo', id: step.id, message: `taking back: ${step.title}` });
    try {
      await perform(step.undo, { machine, report: reportFor(step, emit) });
    } catch (cause) {
      emit({ event: 'undo', id: step.id, message: messageOf(cause), failed: true });
    }
  }
}

/** What is to be said of a failure: an abort, the disk that is not there any more, or what happened itself. */
async function newsOf(cause: unknown, { phase, touches }: Step, plan: Plan, context: Context) {
  const { path } = plan.target;
  if (context.signal.aborted) return ABORTED;
  const isAboutTarget = phase === 'verify' || touches.includes(path);
  if (!isAboutTarget || !(await isGone(context.machine, path))) return cause;
  return new ProblemError(error('disk.gone', path, { device: path, reason: messageOf(cause) }));
}

const ABORTED = Symbol('aborted');

function failureOf(plan: Plan, started: readonly Step[], step: Step, cause: unknown): Failure {
  const device = plan.target.path;
  const stateOf = (path: string): DiskState =>
    started.some((s) => s.touches.includes(path)) ? 'unusable' : 'untouched';
  const touched = stateOf(device) === 'unusable';
  const restorable = (path: string) => (isRestorable(started, path) ? ({ restorable: true } as const) : {});
  const facts = {
    step_id: step.id,
    title: step.title,
    ...(cause === ABORTED ? { exit_code: EXIT.aborted } : reasonOf(cause, step, touched)),
    device,
    disk_state: stateOf(device),
    ...restorable(device),
    ...(plan.data
      ? {
          data_disk: {
            device: plan.data.path,
            disk_state: stateOf(plan.data.path),
            ...restorable(plan.data.path),
          },
        }
      : {}),
  } as const;
  return { ...facts, message: failureMessage(facts, step.title), advice: failureAdvice(facts) };
}

function isRestorable(started: readonly Step[], device: string): boolean {
  const last = started.findLast(({ undo_data, touches }) => undo_data && touches.includes(device));
  return last?.undo_data === 'kept';
}

function reasonOf(cause: unknown, step: Step, touched: boolean) {
  const reason = messageOf(cause);
  const problems = cause instanceof ProblemError ? cause.problems : [stepProblem(step, touched, reason)];
  return {
    reason,
    problems,
    exit_code: exitCodeOf(problems),
    ...(cause instanceof CommandFailed ? { command: cause.argv.join(' '), output: tail(cause) } : {}),
  };
}

/** What is said of a failure that has no sentence of its own. */
function stepProblem({ id, phase }: Step, touched: boolean, reason: string): Problem {
  if (id === 'check-medium') return error('step.medium', '', { reason });
  if (phase === 'verify') return error('step.reading-back', '', { reason });
  return error(touched ? 'step.writing' : 'step.before-writing', '', { reason });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function tail(cause: CommandFailed): string {
  return `${cause.stdout}\n${cause.stderr}`.trim().split('\n').slice(-QUOTED_LINES).join('\n');
}

function seconds(begun: number): number {
  return Math.round((performance.now() - begun) / 100) / 10;
}
