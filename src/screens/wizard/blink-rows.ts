import type { Language } from '../../problem.ts';
import type { FrameRow } from '../frame.ts';
import { textRows } from '../width.ts';
import type { Blink } from './context.ts';
import { say } from './text/table.ts';

/** What is said below the card whose light blinks, or could not. */
export function blinkRows({ link, outcome }: Blink, language: Language, columns: number): FrameRow[] {
  if (outcome?.result === 'failed')
    return textRows(
      say('card.cannot-blink', language, { name: link, reason: outcome.reason }),
      columns,
      'warn',
    );
  return textRows(say('card.blinking', language, { name: link }), columns, 'good');
}
