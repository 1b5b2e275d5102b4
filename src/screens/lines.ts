import type { InstallEvent } from '../installer/events.ts';
import type { Listener } from '../installer/journal.ts';
import { noProgress, type ProgressState, reduce } from '../installer/progress.ts';
import { bytesLine, failureLines, finishedLine, stepRow, summaryLines } from './progress-rows.ts';

/** Percent between two lines about copied bytes. */
const SAY_EVERY = 10;

/** Plain lines, without a single escape sequence: for pipes, logs and terminals that can do nothing. */
export function lineRenderer(print: (line: string) => void): Listener {
  let state = noProgress;
  let said = -1;
  return (event) => {
    state = reduce(state, event);
    if (event.event === 'progress') {
      const tens = Math.floor((state.bytes * 100) / Math.max(1, state.total_bytes) / SAY_EVERY);
      if (tens === said) return;
      said = tens;
    }
    for (const line of linesFor(event, state)) print(line);
  };
}

function linesFor(event: InstallEvent, state: ProgressState): string[] {
  switch (event.event) {
    case 'step-started':
      return [`[  > ] ${event.title}`];
    case 'step-finished':
      return state.steps.filter((s) => s.id === event.id).map((s) => rowText(stepRow(s)));
    case 'progress':
      return [bytesLine(state) ?? ''];
    case 'note':
    case 'check':
    case 'waiting':
    case 'problem':
      return [event.line];
    case 'undo':
      return [event.message];
    case 'failed':
      return failureLines(state);
    case 'recorded':
      return summaryLines(state);
    case 'finished':
      return [finishedLine(state)];
    case 'started':
    case 'ended':
    case 'command':
    case 'output':
      return [];
  }
}

function rowText({ glyph, text }: { readonly glyph: string; readonly text: string }): string {
  return `${glyph} ${text}`;
}

/** One JSON object a line: the events as they are. */
export function jsonRenderer(print: (line: string) => void): Listener {
  return (event) => print(JSON.stringify(event));
}
