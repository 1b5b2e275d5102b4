import type { Machine } from '../../../machine.ts';
import { isFirst, memberNodes, runsOn } from '../../../roles/platform/cluster.ts';
import { writeNote } from '../../note.ts';
import type { OfCluster } from '../read-cluster.ts';
import { GlusterFailure } from './command.ts';
import { CONNECTED, peersOf, stateOf, volumeStatus } from './state.ts';

/**
 * Says in a note whether the volumes are started and who of the pool is away. While they are not, the node that
 * creates them knows more: its own program says it.
 */
export async function glusterHealth(machine: Machine, { cluster, self }: OfCluster): Promise<void> {
  if (!runsOn(cluster, 'glusterfs', self)) return;
  const names = (cluster.services.glusterfs?.volumes ?? []).map(({ name }) => name);
  const members = memberNodes(cluster, 'glusterfs');
  try {
    const peers = await peersOf(machine);
    const away = members.filter((one) => one.name !== self.name && stateOf(peers, one) !== CONNECTED);
    const states = await Promise.all(names.map((name) => volumeStatus(machine, name)));
    const missing = names.filter((_, index) => states[index] !== 'Started');
    if (missing.length > 0 && isFirst(cluster, 'glusterfs', self)) return;
    const who = away.length === 0 ? '' : `, ${away.map(({ name }) => name).join(', ')} not`;
    const pool = `${members.length - away.length} of ${members.length} nodes connected${who}`;
    if (missing.length === 0)
      return await writeNote(machine, 'glusterfs', {
        state: 'ok',
        text: `started: ${names.join(', ')}; ${pool}`,
      });
    const text = `volume ${missing.join(', ')} is not started yet, ${members[0]?.name} creates it; ${pool}`;
    await writeNote(machine, 'glusterfs', { state: 'waiting', text, do: 'gluster peer status' });
  } catch (cause) {
    // glusterd does not answer: its own unit says so.
    if (!(cause instanceof GlusterFailure)) throw cause;
  }
}
