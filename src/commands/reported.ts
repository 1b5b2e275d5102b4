import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Common } from '../command-line.ts';
import type { InstallLock } from '../installer/console-lock.ts';
import type { Emit, InstallEvent } from '../installer/events.ts';
import type { Context } from '../installer/execute.ts';
import { broadcast, EVENTS_FILE, fileJournal, type Listener } from '../installer/journal.ts';
import { keepLog } from '../installer/recorder.ts';
import { makeReporter, type Reporter } from '../installer/reporter.ts';
import { LOG, RUN } from '../installer/steps/places.ts';
import type { Machine } from '../machine.ts';
import { EXIT, exitCodeOf, ProblemError, problemLine, whereExplained } from '../problem.ts';
import { inventoryOf } from './sources.ts';
import type { Tools } from './tools.ts';

/** `reporter`: of a run that a person goes on with; default: a new one. */
type Listening = { readonly listen: Listener; readonly reporter?: Reporter | undefined };
export type ReportedContext = Context & { readonly reporter: Reporter };

/** Held by the process that installs. */
export const LOCK = join(RUN, 'lock');
export const EVENTS = join(LOG, EVENTS_FILE);

/** Ended by what ends this process, and by any console's wish to stop the installation. */
export function stoppable({ machine, signal }: Pick<Tools, 'machine' | 'signal'>, { asked }: InstallLock) {
  return { machine, signal: AbortSignal.any([signal, asked]) };
}

/**
 * Runs an installation with its events recorded, shown, and sent where `--log` says. Whatever happens, the
 * last event is `ended`: other consoles and programs wait for it. Before that, the log of a failure is kept on
 * a volume where there is one. Only when `run` gives something else than an exit code (a person is to be
 * asked) the end is somebody else's to say.
 */
export async function reported<Other = never>(
  { machine, signal }: Pick<Tools, 'machine' | 'signal'>,
  { listen, reporter = makeReporter({ machine, folder: LOG }), ...common }: Listening & Common,
  run: (context: ReportedContext) => Promise<number | Other>,
): Promise<number | Other> {
  const seen = new Set<InstallEvent['event']>();
  const remember: Listener = ({ event }) => seen.add(event);
  const emit = broadcast([remember, fileJournal(LOG), listen, reporter.listen, ...extraLog(common.log)]);
  reporter.begin(emit);
  let exit_code: number | Other = EXIT.unexpected;
  try {
    exit_code = await run({ machine, emit, signal, reporter });
  } catch (cause) {
    // A restart ends this program too: behind a finished install that is no abort.
    exit_code = signal.aborted && seen.has('finished') ? EXIT.ok : stopped(cause, signal, emit);
  } finally {
    if (typeof exit_code === 'number') {
      // Before the log is kept: what could not be sent belongs to it.
      await reporter.end(exit_code);
      if (exit_code !== EXIT.ok) emit({ event: 'recorded', recorded: await keepLog(world(common, machine)) });
      emit({ event: 'ended', exit_code });
    }
  }
  return exit_code;
}

/** A recorded machine has the volumes of its recording, and not those of this one. */
function world(common: Common, machine: Machine) {
  return { machine, ...(common.machine === undefined ? {} : { look: () => inventoryOf(common, machine) }) };
}

/** Says what stopped an install before its plan began. @throws the cause, when it is a bug. */
function stopped(cause: unknown, { aborted }: AbortSignal, emit: Emit): number {
  const problems = cause instanceof ProblemError ? cause.problems : [];
  if (problems.length === 0 && !aborted) throw cause;
  for (const problem of problems) emit({ event: 'problem', problem, line: problemLine(problem) });
  emit({ event: 'note', line: `${aborted ? 'Aborted. ' : ''}Nothing was written to any disk.` });
  for (const line of whereExplained(problems)) emit({ event: 'note', line });
  return aborted ? EXIT.aborted : exitCodeOf(problems);
}

function extraLog(log: string | undefined): Listener[] {
  if (log === undefined) return [];
  return [(event) => appendFileSync(log, `${JSON.stringify(event)}\n`, { mode: 0o600 })];
}
