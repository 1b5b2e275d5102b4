import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Common } from '../command-line.ts';
import { takeLock } from '../installer/console-lock.ts';
import type { Emit, InstallEvent } from '../installer/events.ts';
import { follow } from '../installer/follow.ts';
import { broadcast, EVENTS_FILE, fileJournal, type Listener } from '../installer/journal.ts';
import { LOG, RUN } from '../installer/steps/places.ts';
import { unattended } from '../installer/unattended.ts';
import { EXIT, error, exitCodeOf, ProblemError, problemLine } from '../problem.ts';
import { jsonRenderer, lineRenderer } from '../screens/lines.ts';
import { inventoryOf, readNamed } from './sources.ts';
import type { Tools } from './tools.ts';

const LOCK = join(RUN, 'lock');
const EVENTS = join(LOG, EVENTS_FILE);

type Renderer = { readonly listen: Listener; readonly close: () => Promise<void> };

/** `install [ANSWERS]`: on one console it installs, on every other one it shows the same progress. */
export async function install(answers: string | undefined, common: Common, tools: Tools): Promise<number> {
  if (process.getuid?.() !== 0) throw new ProblemError(error('install.not-root', ''));
  const lock = takeLock(LOCK);
  const renderer = await chooseRenderer(common, tools);
  try {
    if (!lock) return await watch(renderer.listen, tools.signal);
    return await installHere(answers, common, tools, renderer.listen);
  } finally {
    await renderer.close();
    lock?.release();
  }
}

/** Whatever happens, the last event is `ended`: other consoles and programs wait for it. */
async function installHere(
  answers: string | undefined,
  common: Common,
  { machine, signal }: Tools,
  listen: Listener,
): Promise<number> {
  const seen = new Set<InstallEvent['event']>();
  const remember: Listener = ({ event }) => seen.add(event);
  const emit = broadcast([remember, fileJournal(LOG), listen, ...extraLog(common)]);
  let exit_code: number = EXIT.unexpected;
  try {
    const source = answers === undefined ? {} : { source: { name: answers, text: await readNamed(answers) } };
    const inventory = await inventoryOf(common, machine);
    exit_code = await unattended({ machine, inventory, emit, signal, ...source });
  } catch (cause) {
    // A restart ends this program too: behind a finished install that is no abort.
    exit_code = signal.aborted && seen.has('finished') ? EXIT.ok : stopped(cause, signal, emit);
  } finally {
    emit({ event: 'ended', exit_code });
  }
  return exit_code;
}

/** Says what stopped an install before its plan began. @throws the cause, when it is a bug. */
function stopped(cause: unknown, { aborted }: AbortSignal, emit: Emit): number {
  const problems = cause instanceof ProblemError ? cause.problems : [];
  if (problems.length === 0 && !aborted) throw cause;
  for (const problem of problems) emit({ event: 'problem', problem, line: problemLine(problem) });
  emit({ event: 'note', line: `${aborted ? 'Aborted. ' : ''}Nothing was written to any disk.` });
  return aborted ? EXIT.aborted : exitCodeOf(problems);
}

async function watch(listen: Listener, signal: AbortSignal): Promise<number> {
  const last = await follow(EVENTS, LOCK, listen, signal);
  if (last?.event === 'ended') return last.exit_code;
  if (signal.aborted) return EXIT.aborted;
  throw new ProblemError(error('install.other-console', ''));
}

function extraLog({ log }: Common): Listener[] {
  if (log === undefined) return [];
  return [(event) => appendFileSync(log, `${JSON.stringify(event)}\n`, { mode: 0o600 })];
}

/** Ink on a terminal that can redraw, plain lines elsewhere, JSON where it was asked for. */
async function chooseRenderer({ output }: Common, { stdout, print }: Tools): Promise<Renderer> {
  const close = async () => {};
  if (output === 'json') return { listen: jsonRenderer(print), close };
  if (!stdout.isTTY || process.env.TERM === 'dumb') return { listen: lineRenderer(print), close };
  const { inkRenderer } = await import('../screens/ink/render.tsx');
  return inkRenderer(stdout);
}
