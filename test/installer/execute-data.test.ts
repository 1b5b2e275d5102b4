import { expect, test } from 'vitest';
import { execute } from '../../src/installer/execute.ts';
import type { Plan, Step } from '../../src/step.ts';
import { recordingMachine } from '../recording-machine.ts';

const writes = (id: string, device: string): Step => ({
  id,
  title: `Write ${device}`,
  phase: 'write',
  touches: [device],
  run: [{ do: 'run', argv: [id] }],
});
const plan: Plan = {
  version: 1,
  target: { path: '/dev/sdx', bytes: 1000 },
  data: { path: '/dev/sdy', bytes: 1000 },
  destroys: [],
  steps: [
    { id: 'look', title: 'Look', phase: 'write', touches: [], run: [{ do: 'run', argv: ['look'] }] },
    writes('system', '/dev/sdx'),
    writes('data', '/dev/sdy'),
  ],
};

test.each([
  [
    'look',
    'untouched',
    'untouched',
    'Nothing was written to /dev/sdx, /dev/sdy. Mend the cause and start again.',
  ],
  [
    'system',
    'unusable',
    'untouched',
    '/dev/sdx does not boot and its former contents are lost. Start the installation again. Nothing was written to /dev/sdy.',
  ],
  [
    'data',
    'unusable',
    'unusable',
    '/dev/sdx does not boot and its former contents are lost. Start the installation again. The former contents of /dev/sdy are lost too.',
  ],
])('when %s fails, the target is %s and the data disk %s', async (command, target, data, advice) => {
  const machine = recordingMachine({ fails: (line) => line === command });
  const outcome = await execute(plan, { machine, emit: () => {}, signal: new AbortController().signal });
  expect(outcome.ok || outcome.failure).toMatchObject({
    device: '/dev/sdx',
    disk_state: target,
    data_disk: { device: '/dev/sdy', disk_state: data },
    advice,
  });
});
