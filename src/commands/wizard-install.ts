import type { Common } from '../command-line.ts';
import { carryOut } from '../installer/carry-out.ts';
import { abortHolder, holderLives, takeInstallLock } from '../installer/console-lock.ts';
import type { InstallEvent } from '../installer/events.ts';
import { follow } from '../installer/follow.ts';
import type { Inventory } from '../installer/inventory.ts';
import { keepDocument } from '../installer/journal.ts';
import type { Previewed } from '../installer/preview.ts';
import { reportByAnswers } from '../installer/report-destination.ts';
import { makeReporter, type Reporter } from '../installer/reporter.ts';
import { LOG } from '../installer/steps/places.ts';
import { EXIT, ProblemError } from '../problem.ts';
import { clearedIfFree, sayCleared } from './cleared.ts';
import { EVENTS, LOCK, reported, stoppable } from './reported.ts';
import type { Tools } from './tools.ts';
import type { Send } from './wizard-loop.ts';

/** The installation that one of the consoles carries out: started here, or watched, or stopped from anywhere. */
export function consoleInstall(
  common: Common,
  tools: Tools,
  send: Send,
  reporter: Reporter = makeReporter({ machine: tools.machine, folder: LOG }),
) {
  let isOwn = false;
  let isWatching = false;

  /** Carries out what was previewed; another console may have been faster, then that one is shown. */
  const start = async ({ ready, preview }: Previewed, inventory: Inventory): Promise<void> => {
    const lock = takeInstallLock(LOCK);
    if (!lock) return;
    isOwn = true;
    const listen = (event: InstallEvent) => send({ kind: 'event', event, own: true });
    try {
      await reported(stoppable(tools, lock), { ...common, listen, reporter }, async (context) => {
        if (!ready) throw new ProblemError(...preview.problems);
        await reportByAnswers(ready.resolved, inventory, context);
        await sayCleared(context.machine, context.emit);
        keepDocument(LOG, 'inventory.json', inventory, context.emit);
        return carryOut(ready.plan, context);
      });
    } finally {
      isOwn = false;
      lock.release();
    }
  };

  /** Shows what another console installs, once it has begun to. What ends this process ends the watching only. */
  const watch = async (): Promise<void> => {
    if (isOwn || isWatching || !holderLives(LOCK)) return;
    isWatching = true;
    const listen = (event: InstallEvent) => send({ kind: 'event', event });
    let begun = false;
    const notice = (event: InstallEvent) => {
      begun ||= event.event === 'started';
      if (begun) listen(event);
    };
    const last = await follow(EVENTS, LOCK, notice, withoutReason(tools.signal));
    if (begun && last?.event !== 'ended' && !tools.signal.aborted) {
      // It was killed: what it had mounted would keep its disk from being chosen here.
      await clearedIfFree({ machine: tools.machine, print: () => {} });
      listen({ time: new Date().toISOString(), event: 'ended', exit_code: EXIT.unexpected });
    }
    isWatching = false;
  };

  return { start, watch, abort: () => void abortHolder(LOCK) };
}

/** Ctrl+C is a key in the wizard: a SIGINT means this process alone, and is not passed on. */
function withoutReason(signal: AbortSignal): AbortSignal {
  const plain = new AbortController();
  if (signal.aborted) plain.abort();
  signal.addEventListener('abort', () => plain.abort(), { once: true });
  return plain.signal;
}
