import { expect, test } from 'vitest';
import type { InstallEvent } from '../../src/installer/events.ts';
import { noProgress, reduce } from '../../src/installer/progress.ts';
import { EXIT, error, warning } from '../../src/problem.ts';
import { jsonRenderer, lineRenderer } from '../../src/screens/lines.ts';
import { bytesLine, steadyBytesLine, summaryLines } from '../../src/screens/progress-rows.ts';
import { badEnd, goodEnd, goodStory, recordedEnd } from './story.ts';

test('bytes, rate and time left come from the events alone', () => {
  const state = goodStory.reduce(reduce, noProgress);
  expect(state).toMatchObject({ target: '/dev/sda', bytes: 84e6, total_bytes: 400e6, rate: 40e6 });
  expect(state.seconds_left).toBe(8);
  expect(bytesLine(state)).toBe('21 %  84 MB of 400 MB  40 MB/s  8 s left');
  expect(state.steps.map((s) => s.status)).toEqual(['done', 'running']);
  expect(state.log).toEqual(['$ sfdisk /dev/sda', 'Syncing disks.']);
});

test('what holds the installation up is named with its rate, and keeps its name while it is close', () => {
  const at = (second: number) => ({ time: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString() });
  const begin = { ...goodStory.slice(0, -3).reduce(reduce, noProgress), total_bytes: 7.4e9 };
  const line = (...shares: readonly [source: number, target: number, read_back: number][]) => {
    const total = { source: 0, target: 0, read_back: 0, hash: 0 };
    const events = [[0, 0, 0] as const, ...shares].map(
      ([source, target, read_back], second): InstallEvent => {
        total.source += source;
        total.target += target;
        total.read_back += read_back;
        return {
          ...at(second),
          event: 'progress',
          id: 'write-usr',
          bytes: second * 1.1e6,
          spent: { ...total },
        };
      },
    );
    return bytesLine(events.reduce(reduce, begin));
  };
  expect(line([0.99, 0.1, 0.1], [0.99, 0.1, 0.1])).toBe(
    '0 %  2.2 MB of 7.4 GB  the medium gives 1.1 MB/s, 1 h 52 min left',
  );
  expect(line([0.1, 0.9, 0.2])).toContain('the disk takes 1.1 MB/s, ');
  expect(line([0.1, 0.9, 0.2], [0.1, 0.8, 0.9])).toContain('the disk takes ');
  expect(line([0.1, 0.9, 0.2], [0.1, 0.6, 0.9])).toContain('reading back gives ');
  expect(line([0.1, 0.2, 0.2])).toMatch(/^0 % {2}1\.1 MB of 7\.4 GB {2}1\.1 MB\/s {2}1 h 52 min left$/);
});

test('on a screen every number keeps its place', () => {
  const lines = [1, 9, 10, 99, 100].map((percent) => {
    const seconds_left = 100 - percent;
    const state = { ...noProgress, total_bytes: 400e6, bytes: percent * 4e6, rate: 40e6, seconds_left };
    return steadyBytesLine(state, 'en') ?? '';
  });
  expect(lines[1]).toBe('  9 %    36 MB of 400 MB    40 MB/s  2 min left');
  for (const words of [' %', ' MB of', ' MB/s', ' left'])
    expect(new Set(lines.map((line) => line.indexOf(words))).size).toBe(1);
});

test('the log keeps its newest lines only', () => {
  const lines = Array.from(
    { length: 50 },
    (_, n) => ({ time: '', event: 'output', id: 'x', line: `line ${n}` }) as const,
  );
  const { log } = lines.reduce(reduce, noProgress);
  expect(log).toEqual(Array.from({ length: 8 }, (_, n) => `line ${42 + n}`));
});

test('plain lines tell the whole story without one escape sequence', () => {
  const lines: string[] = [];
  const listen = lineRenderer((line) => lines.push(line));
  for (const event of [...goodStory, ...goodEnd]) listen(event);
  expect(lines).toEqual([
    'answers: /answers/default.yaml: found',
    '[  > ] Partition /dev/sda (480 GB)',
    '[ ok ] Partition /dev/sda (480 GB)  1.2 s',
    '[  > ] Write the system image',
    '1 %  4 MB of 400 MB',
    '11 %  44 MB of 400 MB  40 MB/s  9 s left',
    '21 %  84 MB of 400 MB  40 MB/s  8 s left',
    '100 %  400 MB of 400 MB  38 MB/s  0 s left',
    '[ ok ] Write the system image  11 s',
    'COS is installed on /dev/sda.',
  ]);
});

test('a failure is told with command, output, state of the disk and exit code', () => {
  const lines: string[] = [];
  const listen = lineRenderer((line) => lines.push(line));
  for (const event of [...goodStory, ...badEnd]) listen(event);
  expect(lines.slice(-6)).toEqual([
    'ERROR on Installing COS To Device /dev/sda: Write the system image: writing failed: EIO: i/o error, write [E442]',
    'Command: dd of=/dev/sda',
    '  dd: Input/output error',
    '/dev/sda does not boot and its former contents are lost. Start the installation again.',
    'More about it: cos-install explain E442',
    'Exit code 6.',
  ]);
});

test('the last lines of a failure: what, its number, where the log is, how to send it in', () => {
  const lines: string[] = [];
  const listen = lineRenderer((line) => lines.push(line));
  for (const event of [...goodStory, ...badEnd.slice(0, 1), recordedEnd, ...badEnd.slice(1)]) listen(event);
  expect(lines.slice(-4)).toEqual([
    'Failed: Write the system image [E442]',
    'The log is in /run/cos-install/log until the machine restarts, and on /dev/sdz1',
    'as cos-log-S64GNE0R800214-20261121T174500Z.',
    '"cos-install report" makes one file of it, to send in.',
  ]);
});

const failed = badEnd.find((event) => event.event === 'failed');
const summaryAfter = (...events: readonly InstallEvent[]) => summaryLines(events.reduce(reduce, noProgress));
const withFailure = (change: object): InstallEvent => {
  if (failed?.event !== 'failed') throw new Error('no failure in the story');
  return { ...failed, failure: { ...failed.failure, ...change } };
};

test('an abort and what stopped an installation before its plan have been said just above', () => {
  const aborted = withFailure({ exit_code: EXIT.aborted, problems: undefined });
  expect(summaryAfter(...goodStory, aborted, recordedEnd)[0]).toMatch(/^The log/);
  const problem = error('answers.none-found', '');
  expect(summaryAfter({ time: '', event: 'problem', line: '', problem }, recordedEnd)[0]).toMatch(/^The log/);
});

test.each([
  [warning('log.no-volume', '', { label: 'COS-ANSWERS' }), /restarts; no volume labelled COS-ANSWERS to/],
  [warning('log.not-kept', '', { label: 'COS-ANSWERS', reason: 'x'.repeat(300) }), /restarts; not kept/],
])('a log that is nowhere else: why, in lines of 80 columns', (problem, text) => {
  const recorded = { ...recordedEnd, recorded: { folder: '/run/cos-install/log', problem } } as InstallEvent;
  const lines = summaryAfter(...goodStory, withFailure({}), recorded);
  expect(lines.join(' ')).toMatch(text);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test('JSON lines are the events, one object a line', () => {
  const lines: string[] = [];
  for (const event of [...goodStory, ...goodEnd]) jsonRenderer((line) => lines.push(line))(event);
  expect(lines.map((line) => JSON.parse(line))).toEqual([...goodStory, ...goodEnd]);
});
