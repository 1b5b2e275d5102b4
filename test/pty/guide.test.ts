import { expect, onTestFinished, test } from 'vitest';
import type { Key, KeyName } from '../../src/screens/key.ts';
import { agentTour, controllerTour, type Tour, toChinese } from '../guide/tours.ts';
import { walk } from '../guide/walk.ts';
import { recordedMachine } from '../machines.ts';
import { openPty } from './pty.ts';

const SEQUENCES: Partial<Record<KeyName, string>> = {
  enter: '\r',
  tab: '\t',
  'back-tab': '\x1b[Z',
  up: '\x1b[A',
  down: '\x1b[B',
  escape: '\x1b',
  'erase-line': '\x15',
  help: '\x1bOP',
  abort: '\x03',
  restart: '\x04',
};

function sequenceOf(key: KeyName | Key): string {
  if (typeof key !== 'string') return 'text' in key ? key.text : sequenceOf(key.name);
  const sequence = SEQUENCES[key];
  if (sequence === undefined) throw new Error(`no sequence for ${key}`);
  return sequence;
}

/** The guide's screens come from pages alone; here the program itself shows them, with the same keys. */
test.each([
  ['controller, English', controllerTour, []],
  ['controller, Chinese', controllerTour, [toChinese]],
  ['agent, English', agentTour, []],
] as const)('%s: the program on a terminal shows the screens of the guide', async (_, tour: Tour, before) => {
  const file = `test/machines/${tour.machine}.json`;
  const dhcp = { result: 'failed', reason: `${file} is a recording` } as const;
  const expected = walk({ inventory: recordedMachine(tour.machine ?? ''), purpose: 'rehearse' }, { dhcp });
  const pty = openPty([process.execPath, 'src/main.ts', 'wizard', '--machine', file], {
    term: 'xterm-256color',
    env: { LANG: 'C.UTF-8' },
  });
  onTestFinished(pty.kill);
  let compared = 0;
  await pty.waitFor(/F1 Help/);
  for (const stride of [...before, ...tour.strides]) {
    await expected.stride(stride);
    pty.send(stride.keys.map(sequenceOf).join(''));
    if (stride.passing) continue;
    const screen = expected.lines().map((line) => line.trimEnd());
    await pty.waitFor(new RegExp(`^${RegExp.escape(screen.join('\n'))}$`));
    compared++;
  }
  expect(compared).toBeGreaterThan(12);
  pty.send('\x03\t\r');
  expect(await pty.exit).toEqual({ status: 130, restored: true });
});
