import { readFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { ABORTED_BY_OPERATOR, abortHolder, holderLives } from './console-lock.ts';
import type { InstallEvent } from './events.ts';
import type { Listener } from './journal.ts';

/** Milliseconds between two looks at the event log. */
const LOOK_EVERY = 500;

/**
 * Shows on this console what the installation on another one does, from its event log, until that ends.
 * Nobody at a console can know which one installs: aborting counts on each of them. `signal` aborted for
 * that reason is passed on to the process that installs, whose end is still shown; for another reason
 * (a shutdown, a closed terminal) it ends the watching only.
 * @returns the last event seen; the other side ended without a result when that is not `ended`.
 */
export async function follow(
  eventsPath: string,
  lockPath: string,
  listen: Listener,
  signal: AbortSignal,
): Promise<InstallEvent | undefined> {
  let seen = 0;
  let last: InstallEvent | undefined;
  let stop = signal;
  for (;;) {
    const alive = holderLives(lockPath);
    const lines = linesOf(eventsPath, lockPath);
    // A shorter log is a new one: the installation was started again.
    if (lines.length < seen) seen = 0;
    for (const line of lines.slice(seen)) {
      last = JSON.parse(line) as InstallEvent;
      listen(last);
    }
    seen = lines.length;
    if (!alive) return last;
    if (stop.aborted) {
      if (stop.reason !== ABORTED_BY_OPERATOR || !abortHolder(lockPath)) return last;
      stop = new AbortController().signal;
    }
    await wait(LOOK_EVERY, undefined, { signal: stop }).catch(() => {});
  }
}

/** The lines of the log, whole ones. One that is older than the lock belongs to an installation before it. */
function linesOf(eventsPath: string, lockPath: string): string[] {
  const written = changedAt(eventsPath);
  if (written === undefined || written < (changedAt(lockPath) ?? 0)) return [];
  return readFileSync(eventsPath, 'utf8').split('\n').slice(0, -1);
}

/** Milliseconds; undefined where there is no file. */
function changedAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
