import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Perform, runLoop } from '../../src/commands/wizard-loop.ts';
import type { InstallEvent } from '../../src/installer/events.ts';
import type { Frame } from '../../src/screens/frame.ts';
import type { KeyName } from '../../src/screens/key.ts';
import type { Request } from '../../src/screens/wizard/message.ts';
import type { Page } from '../../src/screens/wizard/page.ts';
import { allPages } from '../../src/screens/wizard/pages/all.ts';
import { recordedMachine } from '../machines.ts';
import { goodEnd, goodStory } from '../screens/story.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page whose only line asks for something. */
const asking = (request: Request): Page => ({
  id: 'asking',
  section: 'confirm',
  title: 'confirm.title',
  intro: 'confirm.intro',
  fields: [
    {
      kind: 'menu',
      id: 'asking.menu',
      path: '',
      label: 'confirm.menu',
      options: () => [{ value: 'ask', row: [], does: { asks: request } }],
    },
  ],
});

type Given = { readonly perform?: Perform; readonly first?: Page; readonly abort?: AbortController };

/** A wizard on a terminal that remembers its frames; `perform` does what a test wants done. */
function loop({ perform = async () => {}, first, abort = new AbortController() }: Given = {}) {
  const frames: Frame[] = [];
  const asked: Request['kind'][] = [];
  let forgotten = 0;
  const terminal = {
    size: () => ({ columns: 80, rows: 24 }),
    draw: (frame: Frame) => void frames.push(frame),
    forget: () => void forgotten++,
    showsChinese: false,
    close: () => {},
  };
  const start = {
    pages: [...(first ? [first] : []), ...allPages],
    size: terminal.size(),
    inventory: recordedMachine('virtio-vm'),
    language: 'en',
    canShowChinese: false,
    proposed: { hostname: 'cos-abc123' },
  } as const;
  const { done, send } = runLoop(
    terminal,
    start,
    (request, answer) => {
      asked.push(request.kind);
      return perform(request, answer);
    },
    abort.signal,
  );
  return {
    done,
    abort,
    asked,
    frames,
    forgotten: () => forgotten,
    event: (event: InstallEvent) => send({ kind: 'event', event }),
    press: (...names: KeyName[]) => names.forEach((name) => void send({ kind: 'key', key: { name } })),
    text: () => (frames.at(-1)?.rows ?? []).map((row) => row.map(({ text }) => text).join('')).join('\n'),
  };
}

const copied = (bytes: number): InstallEvent => ({
  time: new Date(bytes).toISOString(),
  event: 'progress',
  id: 'write-usr',
  bytes,
});

/** A loop that shows an installation, a second after its last frame. */
function installing() {
  const wizard = loop();
  for (const event of goodStory) wizard.event(event);
  vi.advanceTimersByTime(2000);
  wizard.frames.length = 0;
  return wizard;
}

test('however many events come, one frame a second is drawn, and the newest state is in it', () => {
  const { event, frames, text } = installing();
  for (let step = 1; step <= 300; step += 1) {
    event(copied(84e6 + step * 1e6));
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(1000);
  expect(frames.length).toBe(4);
  expect(text()).toContain('384 MB of 400 MB');
});

test('keys, a page that opens, and the end are drawn at once', () => {
  const { event, frames, press, text } = installing();
  event(copied(85e6));
  vi.advanceTimersByTime(1);
  press('abort');
  expect(text()).toContain('Abort the installation?');
  press('escape');
  const before = frames.length;
  for (const one of goodEnd) event(one);
  expect(frames.length).toBe(before + 1);
  expect(text()).toContain('COS is installed on /dev/sda.');
});

test('Ctrl+L sends the screen again', () => {
  const { press, frames, forgotten } = loop();
  press('redraw');
  expect({ frames: frames.length, forgotten: forgotten() }).toEqual({ frames: 3, forgotten: 1 });
  expect(frames[0]).toEqual(frames[2]);
});

test('left: says where to, gives a DHCP attempt and a light up, and nothing goes on', async () => {
  const { press, done, asked } = loop();
  press('abort', 'tab', 'enter');
  expect(await done).toMatchObject({ leave: { kind: 'leave', to: 'shell' }, state: { page: 'welcome' } });
  expect(asked).toEqual(['cancel-dhcp', 'stop-blinking', 'cancel-network-test']);
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  ['before it began', 0],
  ['later', 5000],
])('ended from outside %s: it is left to the shell', async (_, milliseconds) => {
  const abort = new AbortController();
  if (milliseconds === 0) abort.abort('SIGTERM');
  const { done } = loop({ abort });
  await vi.advanceTimersByTimeAsync(milliseconds);
  abort.abort('SIGTERM');
  expect(await done).toMatchObject({ leave: { to: 'shell' } });
  expect(vi.getTimerCount()).toBe(0);
});

test('ended while the disk is written: the installation is aborted and its end seen before', async () => {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const perform: Perform = async ({ kind }, answer) => {
    if (kind !== 'install') return;
    for (const event of goodStory) answer({ kind: 'event', event, own: true });
    await ended;
    answer({ kind: 'event', event: { time: '', event: 'ended', exit_code: 130 } });
  };
  const wizard = loop({ perform, first: asking({ kind: 'install', document: {} }) });
  const over = vi.fn();
  void wizard.done.then(over);
  wizard.press('enter');
  wizard.abort.abort('SIGTERM');
  await vi.advanceTimersByTimeAsync(5000);
  expect(over).not.toHaveBeenCalled();
  end();
  expect(await wizard.done).toMatchObject({ state: { run: { exit_code: 130 } } });
});

test('what a request throws ends the wizard with it', async () => {
  const perform = async () => {
    throw new Error('no lsblk');
  };
  const { press, done } = loop({ perform, first: asking({ kind: 'probe' }) });
  press('enter');
  await expect(done).rejects.toThrow('no lsblk');
  expect(vi.getTimerCount()).toBe(0);
});
