import type { Common } from '../command-line.ts';
import { carryOut } from '../installer/carry-out.ts';
import { abortHolder, holderLives, takeLock } from '../installer/console-lock.ts';
import type { InstallEvent } from '../installer/events.ts';
import { ABORTED_BY_OPERATOR, follow } from '../installer/follow.ts';
import type { Inventory } from '../installer/inventory.ts';
import { keepDocument } from '../installer/journal.ts';
import type { Previewed } from '../installer/preview.ts';
import { LOG } from '../installer/steps/places.ts';
import { EXIT, ProblemError } from '../problem.ts';
import { EVENTS, LOCK, reported } from './reported.ts';
import type { Tools } from './tools.ts';
import type { Send } from './wizard-loop.ts';

/** The installation that one of the consoles carries out: started here, or watched, or aborted from anywhere. */
export function consoleInstall(common: Common, tools: Tools, send: Send) {
  let own: AbortController | undefined;
  let watching = false;
  const listen = (event: InstallEvent) => send({ kind: 'event', event });

  /** Carries out what was previewed; another console may have been faster, then that one is shown. */
  const start = async ({ ready, preview }: Previewed, inventory: Inventory): Promise<void> => {
    const lock = takeLock(LOCK);
    if (!lock) return;
    own = new AbortController();
    const signal = AbortSignal.any([tools.signal, own.signal]);
    try {
      await reported({ ...tools, signal }, { ...common, listen }, async (context) => {
        if (!ready) throw new ProblemError(...preview.problems);
        keepDocument(LOG, 'inventory.json', inventory);
        return carryOut(ready.plan, context);
      });
    } finally {
      own = undefined;
      lock.release();
    }
  };

  /** Shows what another console installs, once it has begun to. */
  const watch = async (): Promise<void> => {
    if (own || watching || !holderLives(LOCK)) return;
    watching = true;
    let begun = false;
    const notice = (event: InstallEvent) => {
      begun ||= event.event === 'started';
      if (begun) listen(event);
    };
    const last = await follow(EVENTS, LOCK, notice, tools.signal);
    if (begun && last?.event !== 'ended')
      listen({ time: new Date().toISOString(), event: 'ended', exit_code: EXIT.unexpected });
    watching = false;
  };

  const abort = (): void => {
    if (own) own.abort(ABORTED_BY_OPERATOR);
    else abortHolder(LOCK);
  };
  return { start, watch, abort };
}
