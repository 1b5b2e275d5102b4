import { render } from 'ink';
import type { InstallEvent } from '../../installer/events.ts';
import type { Listener } from '../../installer/journal.ts';
import { noProgress, reduce, type StepState } from '../../installer/progress.ts';
import { type Row, stepRow } from '../progress-rows.ts';
import { Unattended } from './unattended.tsx';

/** Milliseconds between two redraws: a 9600-baud line carries a frame in about half of it. */
const REDRAW_EVERY = 1000;

export type Renderer = { readonly listen: Listener; readonly close: () => Promise<void> };

/** Draws events as they come, at most one frame a second; what is finished is drawn at once. */
export function inkRenderer(stdout: NodeJS.WriteStream): Renderer {
  let state = noProgress;
  let history: readonly Row[] = [];
  let timer: NodeJS.Timeout | undefined;
  const view = () => <Unattended state={state} history={history} />;
  const app = render(view(), { stdout, exitOnCtrlC: false, patchConsole: false });
  const draw = () => {
    clearTimeout(timer);
    timer = undefined;
    app.rerender(view());
  };
  return {
    listen: (event) => {
      state = reduce(state, event);
      history = [...history, ...rowsOf(event, history.length, state.steps)];
      if (event.event === 'finished' || event.event === 'failed') draw();
      else timer ??= setTimeout(draw, REDRAW_EVERY);
    },
    close: async () => {
      draw();
      app.unmount();
      await app.waitUntilExit();
    },
  };
}

function rowsOf(event: InstallEvent, count: number, steps: readonly StepState[]): Row[] {
  const key = String(count);
  if (event.event === 'note') return [{ key, glyph: '      ', text: event.line, tone: 'dim' }];
  if (event.event === 'problem') {
    const tone = event.problem.severity === 'error' ? 'bad' : 'busy';
    return [{ key, glyph: tone === 'bad' ? '[FAIL]' : '[WARN]', text: event.line, tone }];
  }
  if (event.event === 'undo') return [{ key, glyph: '      ', text: event.message, tone: 'busy' }];
  if (event.event !== 'step-finished') return [];
  return steps.filter((s) => s.id === event.id).map((s) => ({ ...stepRow(s), key }));
}
