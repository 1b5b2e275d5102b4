import type { InstallEvent } from '../../src/installer/events.ts';
import { error } from '../../src/problem.ts';

const at = (second: number) => ({ time: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString() });

/** The events of a small install that goes well. */
export const goodStory: readonly InstallEvent[] = [
  { ...at(0), event: 'note', line: 'answers: /answers/default.yaml: found' },
  {
    ...at(0),
    event: 'started',
    target: '/dev/sda',
    total_bytes: 400e6,
    steps: [
      { id: 'partition', title: 'Partition /dev/sda (480 GB)', phase: 'write', writes: true },
      { id: 'write-usr', title: 'Write the system image', phase: 'write', writes: true },
    ],
  },
  { ...at(0), event: 'step-started', id: 'partition', title: 'Partition /dev/sda (480 GB)' },
  { ...at(0), event: 'command', id: 'partition', argv: ['sfdisk', '/dev/sda'] },
  { ...at(1), event: 'output', id: 'partition', line: 'Syncing disks.' },
  { ...at(1), event: 'step-finished', id: 'partition', title: 'Partition /dev/sda (480 GB)', seconds: 1.2 },
  { ...at(1), event: 'step-started', id: 'write-usr', title: 'Write the system image' },
  { ...at(1), event: 'progress', id: 'write-usr', bytes: 4e6 },
  { ...at(2), event: 'progress', id: 'write-usr', bytes: 44e6 },
  { ...at(3), event: 'progress', id: 'write-usr', bytes: 84e6 },
];

export const goodEnd: readonly InstallEvent[] = [
  { ...at(12), event: 'progress', id: 'write-usr', bytes: 400e6 },
  { ...at(12), event: 'step-finished', id: 'write-usr', title: 'Write the system image', seconds: 11 },
  { ...at(12), event: 'finished', seconds: 12 },
  { ...at(12), event: 'ended', exit_code: 0 },
];

/** The same end with the log kept on a stick. */
export const recordedEnd: InstallEvent = {
  ...at(5),
  event: 'recorded',
  recorded: {
    folder: '/run/cos-install/log',
    volume: { device: '/dev/sdz1', folder: 'cos-log-S64GNE0R800214-20261121T174500Z' },
  },
};

export const badEnd: readonly InstallEvent[] = [
  {
    ...at(4),
    event: 'failed',
    failure: {
      step_id: 'write-usr',
      title: 'Write the system image',
      message:
        'ERROR on Installing COS To Device /dev/sda: Write the system image: writing failed: EIO: i/o error, write [E442]',
      problems: [error('step.writing', '', { reason: 'EIO: i/o error, write' })],
      command: 'dd of=/dev/sda',
      output: 'dd: Input/output error',
      exit_code: 6,
      device: '/dev/sda',
      disk_state: 'unusable',
      advice: '/dev/sda does not boot and its former contents are lost. Start the installation again.',
    },
  },
  { ...at(4), event: 'ended', exit_code: 6 },
];
