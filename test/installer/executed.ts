import type { Happening } from '../../src/installer/events.ts';
import { execute } from '../../src/installer/execute.ts';
import { Secret } from '../../src/secret.ts';
import type { Plan, Step } from '../../src/step.ts';
import { lsblkOutput, type Printed } from '../disk/lsblk-output.ts';
import { recordingMachine } from '../recording-machine.ts';

const TARGET = { path: '/dev/sdx', bytes: 1000, serial: 'S1' };
export const LSBLK = { kname: 'sdx', size: 1000, serial: 'S1', mountpoints: [null] };

export const steps: Step[] = [
  {
    id: 'check-medium',
    title: 'Check the medium',
    phase: 'write',
    touches: [],
    run: [{ do: 'read', from: '/dev/mapper/usr', bytes: 50 }],
  },
  {
    id: 'prove-target',
    title: 'Look again',
    phase: 'write',
    touches: [],
    run: [{ do: 'prove-disk', disk: TARGET }],
  },
  {
    id: 'write',
    title: 'Write the image',
    phase: 'write',
    touches: ['/dev/sdx'],
    run: [
      { do: 'run', argv: ['sfdisk', '/dev/sdx'], stdin: 'label: gpt' },
      {
        do: 'within',
        enter: ['mount', '/dev/sdx9', '/m'],
        leave: ['umount', '/m'],
        run: [
          { do: 'write-file', path: '/m/user_data', mode: 0o600, content: new Secret('passwd: geheim') },
          { do: 'run', argv: ['chpasswd'], stdin: new Secret('cos:geheim') },
        ],
      },
    ],
    undo: [{ do: 'run', argv: ['undo-write'] }],
  },
  {
    id: 'verify',
    title: 'Read back',
    phase: 'verify',
    touches: [],
    run: [{ do: 'read', from: '/dev/sdx3', bytes: 100 }],
  },
  {
    id: 'boot',
    title: 'Make it bootable',
    phase: 'commit',
    touches: ['/dev/sdx'],
    run: [{ do: 'copy', from: '/boot.img', fromOffset: 0, to: '/dev/sdx', toOffset: 0, bytes: 440 }],
    undo: [{ do: 'run', argv: ['undo-boot'] }],
  },
];
export const plan: Plan = { version: 1, target: TARGET, destroys: [], steps };

/** Carries the plan out on a machine that remembers. */
export async function go(
  fails?: (line: string) => boolean,
  lsblk: Printed = LSBLK,
  outputs: Readonly<Record<string, string>> = {},
) {
  const events: Happening[] = [];
  const machine = recordingMachine({
    outputs: { lsblk: lsblkOutput([lsblk]), ...outputs },
    ...(fails ? { fails } : {}),
  });
  const abort = new AbortController();
  const emit = (event: Happening) => void events.push(event);
  const outcome = await execute(plan, { machine, emit, signal: abort.signal });
  return { outcome, events, machine };
}
