import { afterEach, expect, test } from 'vitest';
import { openPty, type Pty, type PtyOptions } from './pty.ts';

const open: Pty[] = [];

function demo(options: PtyOptions): Pty {
  const pty = openPty([process.execPath, 'test/pty/demo.ts'], options);
  open.push(pty);
  return pty;
}

afterEach(() => {
  for (const pty of open.splice(0)) pty.kill();
});

const TERMS = ['xterm-256color', 'linux', 'vt100', 'vt220', 'unheard-of'];

test.each(TERMS)('%s: draws, and gives the terminal back', async (term) => {
  const pty = demo({ term });
  await pty.waitFor(/size 80x24\nenglish\n[\s\S]*last row$/);
  expect(pty.screen()).toHaveLength(24);
  expect(pty.cursor()).toEqual({ row: 2, column: 3 });
  expect(pty.alternate()).toBe(term.startsWith('xterm'));
  pty.send('\u0004');
  expect(await pty.exit).toEqual({ status: 0, restored: true });
  expect({ screen: pty.screen().join(''), shown: pty.cursorShown() }).toEqual({ screen: '', shown: true });
  expect(pty.alternate()).toBe(false);
});

test.each(['xterm', 'vt220'])(
  '%s: a program that fails gives the terminal back, and says why',
  async (term) => {
    const pty = demo({ term });
    await pty.waitFor(/last row$/);
    pty.send('!');
    expect(await pty.exit).toEqual({ status: 1, restored: true });
    expect({ alternate: pty.alternate(), shown: pty.cursorShown() }).toEqual({
      alternate: false,
      shown: true,
    });
    expect(pty.screen().join('\n')).toContain('Error: as asked');
  },
);

test('another size is told, and filled', async () => {
  const pty = demo({ term: 'xterm', columns: 132, rows: 43 });
  await pty.waitFor(/size 132x43\n[\s\S]*last row$/);
  pty.resize(90, 30);
  await pty.waitFor(/^size 90x30\n[\s\S]*last row$/);
  expect(pty.screen().filter((row) => row.includes('last row'))).toHaveLength(1);
});

test('a serial line that knows no size: the terminal itself is asked', async () => {
  const pty = demo({ term: 'vt220', columns: 0, rows: 0 });
  await pty.waitFor(/size 80x24\n[\s\S]*last row$/);
  pty.send('x');
  await pty.waitFor(/^1: "x"$/m);
});

test.each([
  { term: 'xterm', columns: 79, rows: 24, refused: 'small' },
  { term: 'xterm', columns: 80, rows: 23, refused: 'small' },
  { term: 'dumb', columns: 80, rows: 24, refused: 'dumb' },
  { term: 'vt52', columns: 80, rows: 24, refused: 'dumb' },
])('$term of $columns x $rows: $refused', async ({ refused, ...options }) => {
  const pty = demo(options);
  expect(await pty.exit).toEqual({ status: 0, restored: true });
  expect(pty.screen()[0]).toBe(`refused: ${refused}`);
});

test('what was drawn last is sent whole again after Ctrl+L only', async () => {
  const pty = demo({ term: 'vt100' });
  await pty.waitFor(/last row$/);
  const whole = pty.bytes();
  pty.send('a');
  await pty.waitFor(/^1: "a"$/m);
  const change = pty.bytes() - whole;
  pty.send('\u000c');
  await pty.waitFor(/^2: redraw$/m);
  expect(change).toBeLessThan(whole / 2);
  expect(pty.bytes() - whole - change).toBeGreaterThan(whole - 10);
});

test('many keys at once are drawn once', async () => {
  const pty = demo({ term: 'xterm' });
  await pty.waitFor(/last row$/);
  const before = pty.bytes();
  pty.send('\u001b[B'.repeat(60));
  await pty.waitFor(/^60: down$/m);
  expect(pty.bytes() - before).toBeLessThan(60);
});

test('Chinese where the locale and the terminal have it', async () => {
  const pty = demo({ term: 'xterm', env: { LANG: 'C.UTF-8' } });
  await pty.waitFor(/chinese 安装/);
  pty.send('装');
  await pty.waitFor(/^1: "装"$/m);
});
