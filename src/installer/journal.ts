import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emit, Happening, InstallEvent } from './events.ts';

/** Name of the event log in the log folder; other consoles follow it. */
export const EVENTS_FILE = 'events.jsonl';
/** Documents beside the events: the plan, the machine as it was found. */
type Kept = 'plan.json' | 'inventory.json';
const KEPT: readonly Kept[] = ['plan.json', 'inventory.json'];
/** Everything in a log folder. None of it holds a secret. */
export const RECORDED: readonly string[] = [EVENTS_FILE, ...KEPT];

export type Listener = (event: InstallEvent) => void;

/** Turns happenings into events (reads the clock once for each) and hands them to every listener. */
export function broadcast(listeners: readonly Listener[]): Emit {
  return (happening: Happening) => {
    const event = { time: new Date().toISOString(), ...happening } as InstallEvent;
    for (const listen of listeners) listen(event);
  };
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

/** Keeps a document beside the events. */
export function keepDocument(folder: string, name: Kept, content: unknown): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}
