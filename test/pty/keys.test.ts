import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPty, type Pty } from './pty.ts';

/** What terminals send (xterm, the Linux console, VT220, rxvt, putty), and the key it is. */
const KEYS: readonly (readonly [string, string])[] = [
  // Not behind CR: CR LF is one key.
  ['\n', 'enter'],
  ['\r', 'enter'],
  ['\u001bOM', 'enter'],
  ['\t', 'tab'],
  ['\u001b[Z', 'back-tab'],
  ['\u001b\t', 'back-tab'],
  ['\u001b[A', 'up'],
  ['\u001bOA', 'up'],
  ['\u0010', 'up'],
  ['\u001b[B', 'down'],
  ['\u001bOB', 'down'],
  ['\u001b[1;5B', 'down'],
  ['\u000e', 'down'],
  ['\u001b[C', 'right'],
  ['\u0006', 'right'],
  ['\u001b[D', 'left'],
  ['\u0002', 'left'],
  ['\u001b[H', 'home'],
  ['\u001b[1~', 'home'],
  ['\u001b[7~', 'home'],
  ['\u0001', 'home'],
  ['\u001b[F', 'end'],
  ['\u001b[4~', 'end'],
  ['\u0005', 'end'],
  ['\u001b[5~', 'page-up'],
  ['\u0019', 'page-up'],
  ['\u001b[6~', 'page-down'],
  ['\u0016', 'page-down'],
  ['\u007f', 'backspace'],
  ['\b', 'backspace'],
  ['\u001b[3~', 'delete'],
  ['\u0015', 'erase-line'],
  ['\u001bOP', 'help'],
  ['\u001b[11~', 'help'],
  ['\u001b[[A', 'help'],
  ['\u001b[28~', 'help'],
  ['\u001b1', 'help'],
  ['\u0007', 'help'],
  ['\u000c', 'redraw'],
  ['\u0003', 'abort'],
  [' ', '" "'],
  ['é', '"é"'],
  ['\u001b[200~a\tb\r\u001b[201~', '"ab"'],
  // Sequences without a meaning: an unknown key, mouse reports, a late cursor report. Then a key.
  ['\u001b[99~x', '"x"'],
  ['\u001b[M !!\u001b[<0;1;1My', '"y"'],
  ['\u001b[24;80R\u001b]11;rgb:0/0/0\u0007z', '"z"'],
];

let pty: Pty;
let pressed = 0;

beforeAll(async () => {
  pty = openPty([process.execPath, 'test/pty/demo.ts'], {
    term: 'xterm',
    env: { DEMO_PAUSES: 'never', LANG: 'C.UTF-8' },
  });
  await pty.waitFor(/last row/);
});

afterAll(() => pty.kill());

test.each(KEYS)('%j in one piece: %s', async (sequence, name) => {
  pty.send(sequence);
  await shows(name);
});

test.each(KEYS)('%j byte by byte: %s', async (sequence, name) => {
  for (const byte of Buffer.from(sequence)) await pty.sendBytes(Uint8Array.of(byte));
  await shows(name);
});

test('Esc alone, once a pause follows', async () => {
  const real = openPty([process.execPath, 'test/pty/demo.ts'], { term: 'linux' });
  await real.waitFor(/last row/);
  real.send('\u001b');
  await real.waitFor(/^1: escape$/m);
  real.kill();
  await real.exit;
});

/** One more key than before, and this one. */
async function shows(name: string): Promise<void> {
  pressed++;
  await pty.waitFor(new RegExp(`^${pressed}: `, 'm'));
  expect(pty.screen()[2]).toBe(`${pressed}: ${name}`);
}
