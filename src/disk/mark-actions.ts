import type { Action } from '../step.ts';

/** Mark, then undo data. What is there already is written again and stays the same. */
export function markActions(device: string, file: string): Action[] {
  return [
    { do: 'mark', device, table: 'clear' },
    { do: 'store-undo', device, file },
  ];
}
