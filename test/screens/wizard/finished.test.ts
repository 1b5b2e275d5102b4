import { expect, test } from 'vitest';
import type { InstallEvent } from '../../../src/installer/events.ts';
import { error, problemLine } from '../../../src/problem.ts';
import { recordedMachine } from '../../machines.ts';
import { badEnd, goodEnd, goodStory, recordedEnd } from '../story.ts';
import { start, told } from './driver.ts';

function after(events: readonly InstallEvent[]) {
  const wizard = start({ inventory: recordedMachine('virtio-vm') });
  for (const event of events) wizard.send({ kind: 'event', event });
  return wizard;
}

test('a good end says so; what was said before the plan began is in the log', () => {
  const wizard = after([...goodStory, ...goodEnd]);
  expect(wizard.lines()[2]).toBe('Installation Finished');
  expect(wizard.screen()).toContain('COS is installed on /dev/sda.');
  expect(wizard.screen()).not.toContain('answers: /answers/default.yaml');
  wizard.goTo('log');
  expect(wizard.screen()).toContain('answers: /answers/default.yaml: found');
});

test('a bad end is not called finished, and offers no reboot', () => {
  const wizard = after([...goodStory, ...badEnd]);
  expect(wizard.lines()[2]).toBe('Installation Failed');
  expect(wizard.screen()).toContain('/dev/sda does not boot');
  expect(wizard.screen()).not.toContain('Reboot');
});

test('where nothing began, the reasons are shown', () => {
  const time = new Date(0).toISOString();
  const problem = error('medium.not-ready', 'medium', { found: '/dev/sda' });
  const wizard = after([
    { time, event: 'problem', problem, line: problemLine(problem) },
    { time, event: 'ended', exit_code: 5 },
  ]);
  expect(wizard.screen()).toContain('CDROM Device Not Ready');
  expect(wizard.screen()).toContain('Nothing was written to any disk.');
});

test.each([
  ['good', goodEnd],
  ['bad', badEnd],
])('Enter that comes too late, pressed often, does no harm at a %s end', (_, end) => {
  const wizard = after([...goodStory, ...end]);
  const asked = wizard.requests.length;
  wizard.press(...Array<'enter'>(7).fill('enter'));
  wizard.type(' ');
  expect(wizard.requests.slice(asked)).toEqual([]);
  expect(['finished', 'log']).toContain(wizard.state().page);
  expect(wizard.state().run?.exit_code).toBeDefined();
});

test('a long failure leaves room on 80x24 for what became of the disk, and for where the log is', () => {
  const events = badEnd.map((event) =>
    event.event === 'failed'
      ? {
          ...event,
          failure: {
            ...event.failure,
            title: 'Write the system image (369 MiB) to USR-A',
            problems: [
              error('step.writing', '', {
                reason: `pwrite of 1048576 bytes at 272629760 failed: EIO: i/o error, write, ${'x'.repeat(40)}`,
              }),
            ],
            command: `mkfs.ext4 -q -F -L ROOT ${'-O something '.repeat(12)}/dev/sda9`,
            output: Array.from({ length: 3 }, (_, line) => `${line}:\t${'output '.repeat(20)}`).join('\n'),
          },
        }
      : event,
  );
  const own = [...goodStory, ...events.slice(0, 1), recordedEnd, ...events.slice(1)];
  const wizard = told(start({ inventory: recordedMachine('virtio-vm') }), own);
  const text = wizard.screen().replaceAll(/\s+/g, ' ');
  expect(text).toContain('ERROR on Installing COS To Device /dev/sda');
  expect(text).toContain('/dev/sda does not boot and its former contents are lost.');
  expect(text).toContain(
    'The log is in /run/cos-install/log until the machine restarts, and on /dev/sdz1 as',
  );
  expect(text).toContain('cos-log-S64GNE0R800214-20261121T174500Z');
});

test('tabs in what a program says are columns in the log', () => {
  const time = new Date(0).toISOString();
  const line = 'Device\tStart\tEnd';
  const wizard = after([...goodStory, { time, event: 'output', id: 'partition', line }]);
  expect(wizard.screen()).toContain('Device  Start   End');
});
