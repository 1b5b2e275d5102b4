import type { Machine } from '../../../machine.ts';
import type { Pause } from '../../../pause.ts';
import { type Cluster, memberNodes } from '../../../roles/platform/cluster.ts';
import { NodeFailure } from '../../failure.ts';
import { writeNote } from '../../note.ts';
import { GlusterFailure } from './command.ts';
import { joinPeers } from './join.ts';
import { bringUp } from './volumes.ts';

export type Setup = {
  readonly machine: Machine;
  readonly cluster: Cluster;
  /** This node's name. */
  readonly self: string;
  readonly pause: Pause;
  readonly print: (line: string) => void;
  /** Seconds since the program began. */
  readonly elapsed: () => number;
  readonly deadlineSeconds: number;
};

const LOOK = 'journalctl -u cos-gluster-setup';
const PAUSE_SECONDS = 3;

/**
 * Makes peers and volumes what the answers say. It goes by what glusterd says at each turn, so it may be stopped and
 * started at any time. @throws NodeFailure after the deadline, with what is missing
 */
export async function setUp(setup: Setup): Promise<void> {
  const { machine, cluster, print, elapsed, deadlineSeconds, pause } = setup;
  let told = '';
  for (;;) {
    const missing = await turn(setup);
    if (missing === undefined) break;
    if (elapsed() >= deadlineSeconds) {
      const text = `${missing}; tried for ${Math.round(deadlineSeconds / 60)} minutes, is tried again`;
      await writeNote(machine, 'glusterfs', { state: 'failed', text, do: LOOK });
      throw new NodeFailure(text);
    }
    if (missing !== told) print(missing);
    told = missing;
    await writeNote(machine, 'glusterfs', { state: 'waiting', text: missing, do: LOOK });
    await pause(PAUSE_SECONDS);
  }
  const names = (cluster.services.glusterfs?.volumes ?? []).map(({ name }) => name).join(', ');
  const peers = memberNodes(cluster, 'glusterfs').length;
  const text = `${peers} nodes in the pool; started: ${names}`;
  print(text);
  await writeNote(machine, 'glusterfs', { state: 'ok', text });
}

/** One look at everything, with what can be done about it. @returns what is missing then */
async function turn({ machine, cluster, self }: Setup): Promise<string | undefined> {
  try {
    const others = memberNodes(cluster, 'glusterfs').filter(({ name }) => name !== self);
    const missing = await joinPeers(machine, others);
    if (missing.length > 0) return `volumes are not created yet: ${missing.join('; ')}`;
    for (const volume of cluster.services.glusterfs?.volumes ?? []) {
      const refusal = await bringUp(machine, volume);
      if (refusal !== undefined) return `volume ${volume.name}: ${refusal}`;
    }
    return undefined;
  } catch (cause) {
    if (!(cause instanceof GlusterFailure)) throw cause;
    return `glusterd does not answer: ${cause.message}`;
  }
}
