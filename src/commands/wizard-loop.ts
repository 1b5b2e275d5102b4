import type { Terminal } from '../screens/terminal.ts';
import type { Message, Request } from '../screens/wizard/message.ts';
import type { Start } from '../screens/wizard/state.ts';
import { begin, update } from '../screens/wizard/update.ts';
import { view } from '../screens/wizard/view.ts';

export type Leave = Extract<Request, { kind: 'leave' }>;
export type Send = (message: Message) => void;
type Work = Exclude<Request, { kind: 'redraw' | 'leave' }>;
/** Carries a request out; what comes of it is sent. */
export type Perform = (request: Work, send: Send) => Promise<void>;

/** What changes the world: it is brought to its end before the wizard is over. */
const FINISHED_FIRST: readonly Work['kind'][] = [
  ...(['install', 'save', 'write'] as const),
  ...(['try-dhcp', 'blink', 'test-network'] as const),
];

/**
 * Runs a wizard on a terminal until it is left, or `signal` ends it: keys, seconds and results in, frames
 * and requests out.
 * @returns `done`: where to, and the last state; it rejects with what a request threw. `send` is for keys.
 */
export function runLoop(terminal: Terminal, start: Start, perform: Perform, signal: AbortSignal) {
  let [state, asked] = begin(start);
  const draw = () => terminal.draw(view(state));
  const end = ending(signal);
  const send: Send = (message) => {
    const [next, requests] = update(state, message);
    // A running installation speaks many times a second: the next tick draws it, a few hundred bytes.
    const waits = message.kind === 'event' && next.page === state.page;
    state = next;
    if (!waits) draw();
    for (const request of requests) ask(request);
  };
  const ask = (request: Request) => {
    if (request.kind === 'leave') end.leave(request);
    else if (request.kind === 'redraw') {
      terminal.forget();
      draw();
    } else end.after(request, perform(request, send));
  };
  const ticks = setInterval(() => send({ kind: 'tick' }), 1000);
  draw();
  for (const request of asked) ask(request);
  const over = end.over(async () => {
    await perform({ kind: 'cancel-dhcp' }, send);
    await perform({ kind: 'stop-blinking' }, send);
    await perform({ kind: 'cancel-network-test' }, send);
  });
  const done = over.then((leave) => ({ leave, state })).finally(() => clearInterval(ticks));
  return { done, send };
}

/** How a wizard ends: left, or ended by `signal`, and then only behind the work that changes the world. */
function ending(signal: AbortSignal) {
  const { promise: left, resolve: leave, reject } = Promise.withResolvers<Leave>();
  const unfinished: Promise<void>[] = [];
  const toShell = () => leave({ kind: 'leave', to: 'shell' });
  signal.addEventListener('abort', toShell, { once: true });
  if (signal.aborted) toShell();
  return {
    leave,
    after: ({ kind }: Work, work: Promise<void>) => {
      work.catch(reject);
      if (FINISHED_FIRST.includes(kind)) unfinished.push(work);
    },
    over: async (giveUp: () => Promise<void>): Promise<Leave> => {
      const to = await left.finally(() => signal.removeEventListener('abort', toShell));
      await giveUp();
      await Promise.all(unfinished);
      return to;
    },
  };
}
