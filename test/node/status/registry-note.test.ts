import { expect, test } from 'vitest';
import { readNotes } from '../../../src/node/note.ts';
import { noteRegistry } from '../../../src/node/status/registry-note.ts';
import { fileMachine } from '../file-machine.ts';

async function noteWith(status: number | undefined) {
  const publicEnv = 'LOCAL_IP=10.0.0.1\nNET_MASK=24\nDEFAULT_GW=\nNETWORK=10.0.0.0\n';
  const machine = fileMachine(
    { '/etc/csphere/csphere-public.env': publicEnv },
    status === undefined ? {} : { answer: async () => ({ status, headers: {}, body: Buffer.from('{}') }) },
  );
  await noteRegistry(machine);
  expect(machine.done[0]).toBe('GET http://127.0.0.1:5000/v2/');
  return (await readNotes(machine))[0];
}

test.each([
  [200, 'ok', 'docker push 10.0.0.1:5000/NAME'],
  [401, 'failed', 'answers with status 401'],
  [undefined, 'failed', 'does not answer on port 5000'],
])('%s', async (status, state, text) => expect(await noteWith(status)).toMatchObject({ state, text }));
