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

test.each(['xterm-256color', 'linux', 'vt100', 'vt220'])(
  '%s: draws, and gives the terminal back',
  async (term) => {
    const pty = demo({ term });
    await pty.waitFor(/size 80x24\nenglish\n[\s\S]*last row$/);
    expect(pty.screen()).toHaveLength(24);
    expect(pty.cursor()).toEqual({ row: 2, column: 0 });
    expect(pty.alternate()).toBe(term.startsWith('xterm'));
    pty.send('\u0004');
    expect(await pty.exit).toEqual({ status: 0, restored: true });
    expect({ screen: pty.screen().join(''), shown: pty.cursorShown() }).toEqual({ screen: '', shown: true });
    expect(pty.alternate()).toBe(false);
  },
);
