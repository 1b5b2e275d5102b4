import { expect, test } from 'vitest';
import { afterwards } from '../../src/installer/afterwards.ts';
import { recordingMachine } from '../recording-machine.ts';

async function after(onSuccess: 'reboot' | 'poweroff' | 'stay', medium?: string, fails = false) {
  const said: string[] = [];
  const machine = recordingMachine(fails ? { fails: () => true } : {});
  await afterwards(machine, medium, onSuccess, (line) => said.push(line));
  return { said, done: machine.done };
}

test('restarts, switches off or stays, and says so first', async () => {
  expect(await after('reboot', '/dev/sr0')).toEqual({
    said: ['Remove the installation medium (/dev/sr0).', 'Restarting into the installed node.'],
    done: ['systemctl reboot'],
  });
  expect((await after('poweroff')).done).toEqual(['systemctl poweroff']);
  expect((await after('stay')).done).toEqual([]);
});

test('a machine that does not restart is no failed install: it says what to do', async () => {
  const { said } = await after('reboot', undefined, true);
  expect(said.at(-1)).toMatch(/^The node is complete, but .*it broke here\. Restart the machine by hand\.$/);
});
