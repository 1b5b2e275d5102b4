import type { Terminal } from '../screens/terminal.ts';
import type { Message, Request } from '../screens/wizard/message.ts';
import type { Start, WizardState } from '../screens/wizard/state.ts';
import { begin, type Step, update } from '../screens/wizard/update.ts';
import { view } from '../screens/wizard/view.ts';

export type Leave = Extract<Request, { kind: 'leave' }>;
export type Send = (message: Message) => void;
/** Carries a request out; what comes of it is sent. */
export type Perform = (request: Exclude<Request, { kind: 'redraw' | 'leave' }>, send: Send) => Promise<void>;

/** Milliseconds between two looks at a running installation: a few hundred bytes each. */
const CALM = 1000;

/**
 * Runs a wizard on a terminal until it is left: keys, seconds and results in, frames and requests out.
 * @returns `done`: where to, and the last state; it rejects with what a request threw. `send` is for keys.
 */
export function runLoop(terminal: Terminal, start: Start, perform: Perform, signal: AbortSignal) {
  const { promise, resolve, reject } = Promise.withResolvers<{ leave: Leave; state: WizardState }>();
  let [state, asked] = begin(start);
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    clearTimeout(timer);
    timer = undefined;
    drawn = Date.now();
    terminal.draw(view(state));
  };
  const take = ([next, requests]: Step, calm: boolean) => {
    state = next;
    if (!calm) draw();
    else timer ??= setTimeout(draw, Math.max(drawn + CALM - Date.now(), 0));
    ask(requests);
  };
  const send: Send = (message) => {
    const before = state.page;
    const next = update(state, message);
    take(next, message.kind === 'event' && next[0].page === before);
  };
  const ask = (requests: readonly Request[]) => {
    for (const request of requests) {
      if (request.kind === 'leave') resolve({ leave: request, state });
      else if (request.kind === 'redraw') {
        terminal.forget();
        draw();
      } else perform(request, send).catch(reject);
    }
  };
  const ticks = setInterval(() => send({ kind: 'tick' }), 1000);
  signal.addEventListener('abort', () => resolve({ leave: { kind: 'leave', to: 'shell' }, state }), {
    once: true,
  });
  draw();
  ask(asked);
  const done = promise.finally(() => {
    clearInterval(ticks);
    clearTimeout(timer);
  });
  return { done, send };
}
