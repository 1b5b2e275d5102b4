import { CommandFailed, type Machine } from '../machine.ts';
import { EXIT, exitCodeOf, ProblemError } from '../problem.ts';
import type { Action, Plan, Step } from '../step.ts';
import type { DiskState, Emit, Failure } from './events.ts';
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
    steps: plan.steps.map(({ id, title, phase }) => ({ id, title, phase })),
    total_bytes: plan.steps.reduce((sum, step) => sum + bytesOf(step.run), 0),
  });
  for (const step of plan.steps) {
    started.push(step);
    try {
      await runStep(step, context);
    } catch (cause) {
      await undo(started, context);
      const failure = failureOf(plan, started, step, cause, context.signal.aborted);
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
    if (action.do === 'copy' || action.do === 'read') return sum + action.bytes;
    return action.do === 'within' ? sum + bytesOf(action.run) : sum;
  }, 0);
}

async function runStep(step: Step, { machine, emit, signal }: Context): Promise<void> {
  const begun = performance.now();
  emit({ event: 'step-started', id: step.id, title: step.title });
  await perform(step.run, { machine, signal, report: reportFor(step, emit) });
  emit({ event: 'step-finished', id: step.id, title: step.title, seconds: seconds(begun) });
}

function reportFor(step: Step, emit: Emit): Report {
  let total = 0;
  return {
    command: (argv) => emit({ event: 'command', id: step.id, argv }),
    line: (line) => emit({ event: 'output', id: step.id, line }),
    bytes: (more) => {
      total += more;
      emit({ event: 'progress', id: step.id, bytes: total });
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
      emit({ event: 'undo', id: step.id, message: messageOf(cause) });
    }
  }
}

function failureOf(
  plan: Plan,
  started: readonly Step[],
  step: Step,
  cause: unknown,
  aborted: boolean,
): Failure {
  const device = plan.target.path;
  const touched = started.some((s) => s.touches.includes(device));
  const disk_state: DiskState = touched ? 'unusable' : 'untouched';
  const code = aborted ? EXIT.aborted : exitCodeFor(step, cause);
  return {
    step_id: step.id,
    title: step.title,
    message: aborted ? `Aborted during "${step.title}".` : headline(step, device, touched, cause),
    ...(cause instanceof CommandFailed ? { command: cause.argv.join(' '), output: tail(cause) } : {}),
    exit_code: code,
    device,
    disk_state,
    advice: advice(device, disk_state, code),
  };
}

function exitCodeFor(step: Step, cause: unknown): number {
  if (cause instanceof ProblemError) return exitCodeOf(cause.problems);
  if (step.id === 'check-medium') return EXIT.medium;
  return step.phase === 'verify' ? EXIT.verify : EXIT.write;
}

function headline(step: Step, device: string, touched: boolean, cause: unknown): string {
  const why = messageOf(cause);
  return touched
    ? `ERROR on Installing COS To Device ${device}: ${step.title}: ${why}`
    : `${step.title}: ${why}`;
}

function advice(device: string, state: DiskState, code: number): string {
  if (state === 'untouched') return `Nothing was written to ${device}. Mend the cause and start again.`;
  const lost = `${device} does not boot and its former contents are lost.`;
  if (code === EXIT.verify)
    return `${lost} It did not give back what was written: check cable and controller, or replace the disk.`;
  return `${lost} Start the installation again.`;
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
