import type { Pause } from '../../pause.ts';
import { DockerFailure, type DockerSocket } from './socket.ts';

const FILTERS = encodeURIComponent(
  JSON.stringify({
    type: ['container', 'network'],
    event: ['start', 'die', 'destroy', 'rename', 'connect', 'disconnect'],
  }),
);

/** Seconds in which further events are gathered, and after which a daemon that is away is looked for again. */
const GATHERED = 1;
const AWAY = 3;
/** Seconds after which it is looked at without an event: docker tells some before they are true. */
const ANYWAY = 60;

/**
 * Calls `look`, which tells its failures itself, whenever docker has started, stopped, connected or removed
 * a container, once when the daemon is there (again), and each minute. Many events at once make one call. Ends with the
 * signal.
 */
export async function followDocker(
  docker: DockerSocket,
  look: () => Promise<void>,
  { pause, signal }: { readonly pause: Pause; readonly signal: AbortSignal },
): Promise<void> {
  let isComing = false;
  const soon = async () => {
    if (isComing) return;
    isComing = true;
    await pause(GATHERED, signal);
    isComing = false;
    if (!signal.aborted) await look();
  };
  const listen = async () => {
    for await (const _ of docker.pieces(`/events?filters=${FILTERS}`, signal)) void soon();
  };
  const beat = async () => {
    while (!signal.aborted) {
      await pause(ANYWAY, signal);
      await soon();
    }
  };
  void beat();
  while (!signal.aborted) {
    const listening = listen().catch((cause: unknown) => {
      if (!signal.aborted && !(cause instanceof DockerFailure)) throw cause;
    });
    const isThere = await docker.ask('GET', '/_ping').then(
      ({ status }) => status === 200,
      () => false,
    );
    if (isThere) await soon();
    await listening;
    await pause(AWAY, signal);
  }
}
