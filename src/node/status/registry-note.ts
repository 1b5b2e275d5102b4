import { HttpFailure, type Machine } from '../../machine.ts';
import { formatEndpoint } from '../../roles/agent.ts';
import { REGISTRY_PORT } from '../../roles/controller.ts';
import { type Note, writeNote } from '../note.ts';
import { readPublic } from '../public-env.ts';

/** Says in a note whether this node's image registry answers, and how images get into it. */
export async function noteRegistry(machine: Machine): Promise<void> {
  await writeNote(machine, 'registry', await registryNote(machine));
}

/** Its API answers 200 on its base where no password is asked for (Docker Registry HTTP API V2). */
async function registryNote(machine: Machine): Promise<Note> {
  const { localIp } = await readPublic(machine);
  const url = `http://127.0.0.1:${REGISTRY_PORT}/v2/`;
  const failed = (text: string): Note => ({ state: 'failed', text, do: 'cspherectl logs registry' });
  try {
    const { status } = await machine.request({ url, deadlineSeconds: 5, maxBytes: 65_536 });
    if (status !== 200) return failed(`answers with status ${status}`);
  } catch (cause) {
    if (!(cause instanceof HttpFailure)) throw cause;
    return failed(`does not answer on port ${REGISTRY_PORT}`);
  }
  return { state: 'ok', text: `docker push ${formatEndpoint({ host: localIp, port: REGISTRY_PORT })}/NAME` };
}
