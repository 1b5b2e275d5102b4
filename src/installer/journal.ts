import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemLine, warning } from '../problem.ts';
import type { Emit, Happening, InstallEvent } from './events.ts';

/** Name of the event log in the log folder; other consoles follow it. */
export const EVENTS_FILE = 'events.jsonl';
/** Documents beside the events: the plan, the machine as it was found. */
type Kept = 'plan.json' | 'inventory.json';
/** Events that `install.report` asks for and nobody took, one a line. */
const UNSENT_FILE = 'report.jsonl';
const KEPT = ['plan.json', 'inventory.json', UNSENT_FILE] as const;
/** Everything in a log folder. None of it holds a secret. */
export const RECORDED: readonly string[] = [EVENTS_FILE, ...KEPT];

export type Listener = (event: InstallEvent) => void;

/**
 * Turns happenings into events (reads the clock once for each) and hands them to every listener. One that the
 * system fails (no room for the log) is left out from then on, and the others are told: a node without a log is
 * better than half a node.
 */
export function broadcast(listeners: readonly Listener[]): Emit {
  let hearing = listeners;
  const emit = (happening: Happening) => {
    const event = { time: new Date().toISOString(), ...happening } as InstallEvent;
    for (const listen of hearing) {
      try {
        listen(event);
      } catch (cause) {
        const told = notKept(cause);
        hearing = hearing.filter((other) => other !== listen);
        emit(told);
      }
    }
  };
  return emit;
}

/** @throws what is no failure of the system: a bug. */
function notKept(cause: unknown): Happening {
  if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
  const problem = warning('log.stopped', '', { reason: cause.message });
  return { event: 'problem', problem, line: problemLine(problem) };
}

/**
 * Records every event as one JSON line in `folder`, written at once: what a crash leaves behind is
 * complete up to the crash. Secrets print as stars, so none can get here. The record of the attempt before is
 * removed: its plan is not the plan of this one.
 */
export function fileJournal(folder: string): Listener {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of KEPT) rmSync(join(folder, name), { force: true });
  const path = join(folder, EVENTS_FILE);
  writeFileSync(path, '', { mode: 0o600 });
  return (event) => appendFileSync(path, `${JSON.stringify(event)}\n`);
}

/** Keeps a document beside the events, or says why not. Half of one is not kept. */
export function keepDocument(folder: string, name: Kept, content: unknown, emit: Emit): void {
  const path = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  } catch (cause) {
    rmSync(path, { force: true });
    emit(notKept(cause));
  }
}

/** Keeps the events that could not be sent; without any, and without room for them, there is no such file. */
export function keepUnsent(folder: string, bodies: readonly string[]): void {
  const path = join(folder, UNSENT_FILE);
  try {
    if (bodies.length === 0) rmSync(path, { force: true });
    else writeFileSync(path, bodies.map((body) => `${body}\n`).join(''), { mode: 0o600 });
  } catch {
    rmSync(path, { force: true });
  }
}
