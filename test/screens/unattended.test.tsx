import { render } from 'ink-testing-library';
import { expect, test } from 'vitest';
import type { InstallEvent } from '../../src/installer/events.ts';
import { inkFeed } from '../../src/screens/ink/feed.ts';
import { Unattended } from '../../src/screens/ink/unattended.tsx';
import { badEnd, goodEnd, goodStory, recordedEnd } from './story.ts';

function frameAfter(events: readonly InstallEvent[]): string[] {
  const feed = events.reduce(inkFeed.add, inkFeed.empty);
  const { lastFrame, unmount } = render(<Unattended {...feed} />);
  const lines = (lastFrame() ?? '').split('\n').map((line) => line.trimEnd());
  unmount();
  return lines;
}

test('what is done stays above, what runs is below with bytes and log', () => {
  expect(frameAfter(goodStory)).toEqual([
    '       answers: /answers/default.yaml: found',
    '[ ok ] Partition /dev/sda (480 GB)  1.2 s',
    '[  > ] Write the system image',
    '       21 %  84 MB of 400 MB  40 MB/s  8 s left',
    '       $ sfdisk /dev/sda',
    '       Syncing disks.',
  ]);
});

test('the last frame of a finished install has every step and the result, nothing that moves', () => {
  expect(frameAfter([...goodStory, ...goodEnd])).toEqual([
    '       answers: /answers/default.yaml: found',
    '[ ok ] Partition /dev/sda (480 GB)  1.2 s',
    '[ ok ] Write the system image  11 s',
    'COS is installed on /dev/sda.',
  ]);
});

test('the last frame of a failed install says what happened and what to do', () => {
  const text = frameAfter([...goodStory, ...badEnd]).join('\n');
  expect(text).toContain('ERROR on Installing COS To Device /dev/sda: Write the system image');
  expect(text).toContain('  dd: Input/output error');
  expect(text).toContain('does not boot and its former contents are lost.');
  expect(text).toContain('More about it: cos-install explain E442');
  expect(text).toContain('Exit code 6.');
  expect(text).not.toContain('left');
});

test('where the log of a failure is stands below it', () => {
  const lines = frameAfter([...goodStory, ...badEnd, recordedEnd]).filter((line) => line !== '');
  expect(lines.at(-1)).toBe('"cos-install report" makes one file of it, to send in.');
  expect(lines.indexOf('Exit code 6.')).toBe(lines.length - 5);
});

test('problems and warnings are marked so that they can be read without colour', () => {
  const problem = { code: 'answers.none-found', path: '', args: {} } as const;
  const events: InstallEvent[] = [
    { time: '', event: 'problem', line: 'no answer file', problem: { ...problem, severity: 'error' } },
    { time: '', event: 'problem', line: 'little memory', problem: { ...problem, severity: 'warning' } },
  ];
  expect(frameAfter(events)).toEqual(['[FAIL] no answer file', '[WARN] little memory', '']);
});
