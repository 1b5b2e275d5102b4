import { render } from 'ink';
import type { Listener } from '../../installer/journal.ts';
import { inkFeed } from './feed.ts';
import { Unattended } from './unattended.tsx';

/** Milliseconds between two redraws: a 9600-baud line carries a frame in about half of it. */
const REDRAW_EVERY = 1000;

export type Renderer = { readonly listen: Listener; readonly close: () => Promise<void> };

/** Draws events as they come, at most one frame a second; what comes at the end, before a restart, is drawn at once. */
export function inkRenderer(stdout: NodeJS.WriteStream): Renderer {
  let feed = inkFeed.empty;
  let timer: NodeJS.Timeout | undefined;
  const app = render(<Unattended {...feed} />, { stdout, exitOnCtrlC: false, patchConsole: false });
  const draw = () => {
    clearTimeout(timer);
    timer = undefined;
    app.rerender(<Unattended {...feed} />);
  };
  return {
    listen: (event) => {
      feed = inkFeed.add(feed, event);
      if (feed.state.finished || feed.state.failure) draw();
      else timer ??= setTimeout(draw, REDRAW_EVERY);
    },
    close: async () => {
      draw();
      app.unmount();
      await app.waitUntilExit();
    },
  };
}
