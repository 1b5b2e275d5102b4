import { openTerminal } from '../../src/screens/blessed/terminal.ts';
import { realTimers } from '../../src/screens/blessed/timers.ts';
import type { Frame, Size } from '../../src/screens/frame.ts';
import type { Key } from '../../src/screens/key.ts';

/** Shows its size and the last key pressed; Ctrl+D ends it, ! as a bug would. DEMO_PAUSES=never: no pause between bytes is long. */
let pressed = 0;
let last = '';

const terminal = await openTerminal(
  { input: process.stdin, output: process.stdout, env: process.env },
  { onKey, onResize: () => draw() },
  process.env.DEMO_PAUSES === 'never' ? { after: () => () => {} } : realTimers,
);

if ('refused' in terminal) process.stdout.write(`refused: ${terminal.refused}\n`);
else draw();

function onKey(key: Key): void {
  if ('name' in key && key.name === 'restart') {
    if ('close' in terminal) {
      terminal.close();
      terminal.close();
    }
    return;
  }
  pressed++;
  last = 'name' in key ? key.name : `"${key.text}"`;
  if (last === '"!"') throw new Error('as asked');
  if (last === 'redraw' && 'forget' in terminal) terminal.forget();
  draw();
}

function draw(): void {
  if ('refused' in terminal) return;
  terminal.draw(frameOf(terminal.size(), terminal.showsChinese));
}

function frameOf(size: Size, chinese: boolean): Frame {
  const text = `${pressed}: ${last}`;
  return {
    size,
    rows: [
      [{ text: `size ${size.columns}x${size.rows}`, style: 'title' }],
      [{ text: chinese ? 'chinese 安装' : 'english', style: 'normal' }],
      [{ text, style: 'normal' }],
      ...Array.from({ length: size.rows - 4 }, () => []),
      [{ text: 'last row', style: 'dim' }],
    ],
    cursor: { row: 2, column: Math.min(text.length, size.columns - 1) },
  };
}
