import { expect, onTestFinished, test } from 'vitest';
import { showsChinese } from '../../src/screens/blessed/capabilities.ts';
import { enter } from '../../src/screens/blessed/modes.ts';
import { paint } from '../../src/screens/blessed/paint.ts';
import type { KeyName } from '../../src/screens/key.ts';
import { view } from '../../src/screens/wizard/view.ts';
import { walk } from '../guide/walk.ts';
import { recordedMachine } from '../machines.ts';
import { TERMINALS } from '../screens/blessed/frames.ts';
import { TERMS } from '../screens/blessed/reference.ts';
import { openPty } from './pty.ts';

const MACHINE = 'nvme-server';
const LANG = 'C.UTF-8';

/** Keys and what they are on the line: a move, a selection, pages, a form, characters, a field. */
const KEYS: readonly (readonly [string, KeyName | { readonly text: string }])[] = [
  ['\r', 'enter'],
  ['\x0e', 'down'],
  [' ', { text: ' ' }],
  ['\x10', 'up'],
  ['\r', 'enter'],
  ['\t', 'tab'],
  ['\x15', 'erase-line'],
  ...Array.from('5x', (text) => [text, { text }] as const),
  ['\x07', 'help'],
];

test.each(TERMS)('%s: a terminal gets the bytes that the painter counts, key by key', async (term) => {
  const capabilities = TERMINALS[term];
  if (!capabilities) throw new Error(term);
  const wizard = walk(
    { inventory: recordedMachine(MACHINE), canShowChinese: showsChinese({ TERM: term, LANG }) },
    { dhcp: { result: 'failed', reason: '' } },
  );
  const command = [process.execPath, 'src/main.ts', 'wizard', '--machine', `test/machines/${MACHINE}.json`];
  const pty = openPty(command, { term, env: { LANG } });
  onTestFinished(pty.kill);
  const counted = () => expect.poll(pty.bytes, { timeout: 60_000 });
  let { bytes, screen } = paint(undefined, view(wizard.state()), capabilities);
  let sum = Buffer.byteLength(enter(capabilities) + bytes);
  await counted().toBe(sum);
  for (const [sequence, key] of KEYS) {
    wizard.send({ kind: 'key', key: typeof key === 'string' ? { name: key } : key });
    ({ bytes, screen } = paint(screen, view(wizard.state()), capabilities));
    sum += Buffer.byteLength(bytes);
    pty.send(sequence);
    await counted().toBe(sum);
  }
});
