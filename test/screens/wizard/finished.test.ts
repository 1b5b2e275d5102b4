import { expect, test } from 'vitest';
import type { InstallEvent } from '../../../src/installer/events.ts';
import { error, problemLine } from '../../../src/problem.ts';
import { recordedMachine } from '../../machines.ts';
import { badEnd, goodEnd, goodStory } from '../story.ts';
import { start } from './driver.ts';

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
