import { HttpFailure, type Machine } from '../../machine.ts';
import { formatEndpoint } from '../../roles/agent.ts';
import { REGISTRY_PORT } from '../../roles/controller.ts';
import { type Note, writeNote } from '../note.ts';
import { readPublic } from '../public-env.ts';

/** Says in a note whether this node's image registry answers, and how images get into it. */
export async function noteRegistry(machine: Machine): Promise<void> {
  const { localIp } = await readPublic(machine);
  const at = formatEndpoint({ host: localIp, port: REGISTRY_PORT });
  await writeNote(
    machine,
    'registry',
    await registryNote(machine, { port: REGISTRY_PORT, at, component: 'registry' }),
  );
}

type Registry = {
  readonly port: number;
  /** What others call it. */
  readonly at: string;
  /** What cspherectl calls it. */
  readonly component: string;
};

/** Its API answers 200 on its base where no password is asked for (Docker Registry HTTP API V2). */
export async function registryNote(
  machine: Pick<Machine, 'request'>,
  { port, at, component }: Registry,
): Promise<Note> {
  const url = `http://127.0.0.1:${port}/v2/`;
  const failed = (text: string): Note => ({ state: 'failed', text, do: `cspherectl logs ${component}` });
  try {
    const { status } = await machine.request({ url, deadlineSeconds: 5, maxBytes: 65_536 });
    if (status !== 200) return failed(`answers with status ${status}`);
  } catch (cause) {
    if (!(cause instanceof HttpFailure)) throw cause;
    return failed(`does not answer on port ${port}`);
  }
  return { state: 'ok', text: `docker push ${at}/NAME` };
}
