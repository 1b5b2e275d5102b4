import { members } from '../../../roles/platform/cluster.ts';
import { NodeFailure } from '../../failure.ts';
import { GlusterFailure } from './command.ts';
import type { Setup } from './setup.ts';
import { volumeStatus } from './state.ts';

const PAUSE_SECONDS = 3;

/** Waits until the glusterd of this node says that a volume is started. @throws NodeFailure after the deadline */
export async function waitFor(volume: string, setup: Omit<Setup, 'print'>): Promise<void> {
  const { machine, cluster, self, pause, elapsed, deadlineSeconds } = setup;
  for (;;) {
    const status = await volumeStatus(machine, volume).catch(onlyFailures);
    if (status === 'Started') return;
    if (elapsed() >= deadlineSeconds) break;
    await pause(PAUSE_SECONDS);
  }
  const first = members(cluster, 'glusterfs')[0];
  const where = first === self ? '' : ` on ${first}`;
  throw new NodeFailure(
    `volume ${volume} is not started; ${first} creates it: see journalctl -u cos-gluster-setup${where}`,
  );
}

/** Of a glusterd that does not answer yet. */
function onlyFailures(cause: unknown): undefined {
  if (!(cause instanceof GlusterFailure)) throw cause;
}
