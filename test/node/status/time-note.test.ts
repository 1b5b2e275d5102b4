import { expect, test } from 'vitest';
import { readNotes } from '../../../src/node/note.ts';
import { noteTime } from '../../../src/node/status/time-note.ts';
import { fileMachine } from '../file-machine.ts';

/** As chronyc 4.6.1 prints it. */
const OWN =
  '7F7F0101,,10,1795314812.543724544,0.000000000,0.000000000,0.000000000,0.000,0.000,0.000,0.000000000,0.000000000,0.0,Normal';
const NONE =
  '00000000,,0,0.000000000,0.000000000,0.000000000,0.000000000,0.000,0.000,0.000,1.000000000,1.000000000,0.0,Not synchronised';
const server = (offset: string) =>
  `0A000001,10.0.0.1,11,1795314812.5,${offset},0.000000123,0.000001,-1.2,0.0,0.1,0.0002,0.0003,64.2,Normal`;

async function noteAfter(tracking: string) {
  const machine = fileMachine({}, { outputs: { 'chronyc -c tracking': `${tracking}\n` } });
  await noteTime(machine);
  return (await readNotes(machine))[0];
}

test.each([
  [server('0.000004321'), 'ok', 'follows 10.0.0.1 (stratum 11), less than 1 ms off'],
  [server('-0.0321'), 'ok', 'follows 10.0.0.1 (stratum 11), less than 100 ms off'],
  [server('-7.5'), 'waiting', 'more than 1 s beside 10.0.0.1, is being corrected'],
  [OWN, 'ok', 'goes by its own clock: no time server answers'],
  [NONE, 'waiting', 'no time server has answered yet'],
])('%s', async (tracking, state, text) => expect(await noteAfter(tracking)).toMatchObject({ state, text }));

test('a chronyd that does not answer', async () => {
  const machine = fileMachine({}, { fails: (line) => line.startsWith('chronyc') });
  await noteTime(machine);
  expect(await readNotes(machine)).toMatchObject([{ state: 'failed', do: 'systemctl status chrony' }]);
});
