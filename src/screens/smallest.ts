import type { Size } from './frame.ts';

/** The smallest screen that the wizard is drawn on. */
export const SMALLEST: Size = { columns: 80, rows: 24 };

export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < SMALLEST.columns || rows < SMALLEST.rows;
}
