import type { Common } from '../command-line.ts';
import { blinkPort } from '../network/blink.ts';
import type { Tools } from './tools.ts';
import type { Send } from './wizard-loop.ts';

/** The lights at the ports, one at a time. A recorded machine has none. */
export function blinking({ machine: recorded }: Common, { machine, signal: ended }: Tools) {
  let light = new AbortController();
  return {
    begin: async (link: string, send: Send) => {
      light.abort();
      light = new AbortController();
      const signal = AbortSignal.any([light.signal, ended]);
      const outcome =
        recorded === undefined
          ? await blinkPort(machine, link, signal)
          : ({ result: 'failed', reason: `${recorded} is a recording` } as const);
      send({ kind: 'blinked', link, outcome });
    },
    stop: () => light.abort(),
  };
}
