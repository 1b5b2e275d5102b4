import { expect, test } from 'vitest';
import { paint } from '../../../src/screens/blessed/paint.ts';
import { openScreen } from '../../pty/screen.ts';
import { SIZE, TERMINALS, textFrame } from './frames.ts';
import { capabilitiesOfTerm } from './terminfo.ts';

const full = Array.from({ length: SIZE.rows }, () => 'x'.repeat(SIZE.columns));

async function lastRow(holdsLastColumn: boolean): Promise<string | undefined> {
  const terminal = openScreen(SIZE, () => {});
  const { bytes } = paint(undefined, textFrame(full), { ...capabilitiesOfTerm('vt100'), holdsLastColumn });
  await terminal.write(bytes);
  return terminal.screen().at(-1);
}

test('the last cell of all is written only where the cursor stays in the last column', async () => {
  expect(TERMINALS.vt100?.holdsLastColumn).toBe(true);
  expect(await lastRow(true)).toBe('x'.repeat(SIZE.columns));
  expect(await lastRow(false)).toBe('x'.repeat(SIZE.columns - 1));
});
