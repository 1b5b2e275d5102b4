import type { Common } from '../command-line.ts';
import type { Inventory } from '../installer/inventory.ts';
import { runPreflight } from '../installer/preflight.ts';
import type { Previewed } from '../installer/preview.ts';
import type { ResolvedAnswers } from '../installer/resolved.ts';
import type { NetworkCheck } from '../network/check.ts';
import type { Tools } from './tools.ts';
import type { Send } from './wizard-loop.ts';

type Surroundings = {
  readonly common: Common;
  readonly tools: Pick<Tools, 'machine' | 'signal'>;
  readonly preview: (document: unknown) => Promise<Previewed>;
  readonly inventory: () => Inventory;
};

/** Tests of the network for a wizard, one behind the other: each has taken back what it tried. */
export function networkTests({ common, tools, preview, inventory }: Surroundings) {
  const { machine, signal: ended } = tools;
  let test = new AbortController();
  let before: Promise<unknown> = Promise.resolve();

  const run = async (document: unknown, send: Send, signal: AbortSignal): Promise<void> => {
    const { ready, preview: shown } = await preview(document);
    const errors = shown.problems.filter(({ severity }) => severity === 'error');
    // A recording describes another machine: the network of this one is not its own.
    if (!ready || common.machine !== undefined) {
      send({ kind: 'network-tested', document, checks: [], problems: errors });
      return;
    }
    const tell = (check: NetworkCheck) => send({ kind: 'network-check', document, check });
    try {
      const { checks, problems } = await runPreflight(asked(ready.resolved), inventory(), {
        machine,
        signal,
        emit: (happening) => {
          if (happening.event === 'check') tell(happening.check);
        },
      });
      const others = problems.filter(({ code }) => code === 'preflight.not-restored');
      send({ kind: 'network-tested', document, checks, problems: others });
    } catch (cause) {
      if (!signal.aborted) throw cause;
    }
  };
  return {
    test: async (document: unknown, send: Send) => {
      test.abort();
      test = new AbortController();
      const signal = AbortSignal.any([test.signal, ended]);
      const done = before.then(() => (signal.aborted ? undefined : run(document, send, signal)));
      before = done.catch(() => {});
      await done;
    },
    cancel: () => test.abort(),
  };
}

/** A person sees what failed, and decides: it is asked once, whatever the file says of waiting. */
function asked({ answers, drawn }: ResolvedAnswers): ResolvedAnswers {
  const install = { ...answers.install, preflight: 'refuse', preflight_wait: 0 } as const;
  return { answers: { ...answers, install }, drawn };
}
