import type { InstallEvent } from '../../installer/events.ts';
import { noProgress, type ProgressState, reduce } from '../../installer/progress.ts';
import { type Row, stepRow } from '../progress-rows.ts';

/** What the inline view shows: the state, and the rows that are printed once and stay in the scrollback. */
export type Feed = { readonly state: ProgressState; readonly history: readonly Row[] };

const empty: Feed = { state: noProgress, history: [] };

/** The feed after one more event. Pure. */
function add(feed: Feed, event: InstallEvent): Feed {
  const state = reduce(feed.state, event);
  const row = rowOf(event, state);
  const key = String(feed.history.length);
  return { state, history: row ? [...feed.history, { ...row, key }] : feed.history };
}

function rowOf(event: InstallEvent, state: ProgressState): Omit<Row, 'key'> | undefined {
  switch (event.event) {
    case 'problem':
      return event.problem.severity === 'error'
        ? { glyph: '[FAIL]', text: event.line, tone: 'bad' }
        : { glyph: '[WARN]', text: event.line, tone: 'busy' };
    case 'note':
    case 'check':
    case 'waiting':
      return { glyph: '      ', text: event.line, tone: 'dim' };
    case 'undo':
      return { glyph: '      ', text: event.message, tone: 'busy' };
    case 'step-finished':
      return state.steps.filter((s) => s.id === event.id).map((step) => stepRow(step))[0];
    default:
      return undefined;
  }
}

export const inkFeed = { empty, add } as const;
