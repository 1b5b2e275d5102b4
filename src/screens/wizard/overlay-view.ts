import type { FrameRow } from '../frame.ts';
import { textRows } from '../width.ts';
import { openPage } from './focus.ts';
import { helpRows } from './help.ts';
import { columnsOf } from './layout.ts';
import { isWritten } from './pages/save.ts';
import { leavingText } from './result.ts';
import type { Overlay, WizardState } from './state.ts';
import { say } from './text/table.ts';
import type { Body } from './view.ts';

/** What lies over a page: it takes the place of its fields. */
export function overlayBody(state: WizardState, overlay: Overlay): Body {
  if (overlay.kind === 'help') {
    const close = textRows(say('frame.close', state.language), columnsOf(state));
    return { rows: [...helpRows(state, overlay.field), [], ...close], focus: 0, top: overlay.scroll };
  }
  const { title, text, yes, no } = words(state, overlay.of);
  const rows = [
    ...(title === undefined ? [] : textRows(title, columnsOf(state), 'strong')),
    ...textRows(text, columnsOf(state)),
    [],
    answers(no, yes, overlay.yes),
  ];
  return { rows, focus: rows.length - 1 };
}

function answers(no: string, yes: string, isYes: boolean): FrameRow {
  return [
    { text: `[ ${no} ]`, style: isYes ? 'normal' : 'focus' },
    { text: '  ', style: 'normal' },
    { text: `[ ${yes} ]`, style: isYes ? 'focus' : 'normal' },
  ];
}

function words(state: WizardState, of: Extract<Overlay, { kind: 'question' }>['of']) {
  const { language } = state;
  switch (of) {
    case 'abort':
      if (state.purpose === 'write') return leaveWords(state);
      return {
        title: say(isOver(state) ? 'abort.leave' : 'abort.title', language),
        text: leavingText(state),
        yes: say(isOver(state) ? 'save.leave' : 'abort.yes', language),
        no: say('abort.no', language),
      };
    case 'restart':
      return {
        title: say('restart.title', language),
        text: say('restart.text', language),
        yes: say('restart.yes', language),
        no: say('restart.no', language),
      };
    case 'page':
      return {
        title: undefined,
        text: openPage(state).asks?.(state)?.text ?? '',
        yes: say('ask.yes', language),
        no: say('ask.no', language),
      };
  }
}

/** Behind an installation there is nothing to abort. */
function isOver({ run }: WizardState): boolean {
  return run?.exit_code !== undefined;
}

/** At a desk there is nothing to abort. */
function leaveWords(state: WizardState) {
  const { language, file } = state;
  return {
    title: say('abort.leave', language),
    text: say(isWritten(state) ? 'abort.saved' : 'abort.unsaved', language, { file }),
    yes: say('save.leave', language),
    no: say('abort.no', language),
  };
}
