import { join } from 'node:path';
import type { Common } from '../command-line.ts';
import { takeLock } from '../installer/console-lock.ts';
import { RUN } from '../installer/steps/places.ts';
import { DHCP_SECONDS, type DhcpOptions, type DhcpOutcome, tryDhcp } from '../network/dhcp.ts';
import type { Tools } from './tools.ts';
import type { Send } from './wizard-loop.ts';

/** Held by the console that asks: two dhcpcd(8) fail on the one file that holds their process id. */
const LOCK = join(RUN, 'dhcp.lock');

/** DHCP attempts, one at a time on all consoles. A recorded machine has no network to ask. */
export function dhcpAttempts({ machine: recorded }: Common, { machine, signal: ended }: Tools) {
  let attempt = new AbortController();
  let before: Promise<unknown> = Promise.resolve();
  const ask = async (link: string, options: DhcpOptions): Promise<DhcpOutcome> => {
    if (recorded !== undefined) return { result: 'failed', reason: `${recorded} is a recording` };
    const lock = takeLock(LOCK);
    if (!lock) return { result: 'busy' };
    try {
      return await tryDhcp(machine, { name: link }, { seconds: DHCP_SECONDS, ...options });
    } finally {
      lock.release();
    }
  };
  return {
    try: async (link: string, send: Send) => {
      attempt.abort();
      attempt = new AbortController();
      const signal = AbortSignal.any([attempt.signal, ended]);
      const onOffer = (outcome: DhcpOutcome) => {
        if (!signal.aborted) send({ kind: 'dhcp', link, outcome, listening: true });
      };
      const outcome = before.then(() => ask(link, { signal, onOffer }));
      before = outcome.catch(() => {});
      send({ kind: 'dhcp', link, outcome: await outcome });
    },
    cancel: () => attempt.abort(),
  };
}
