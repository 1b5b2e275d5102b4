import type { Machine } from '../../../machine.ts';
import type { Services } from '../../../roles/platform/cluster.ts';
import { gluster } from './command.ts';
import { volumeStatus } from './state.ts';

export type Volume = NonNullable<Services['glusterfs']>['volumes'][number];

/**
 * Creates and starts a volume, as far as it is not: doing either twice is an error to gluster.
 * @returns why it is not started
 */
export async function bringUp(machine: Pick<Machine, 'run'>, volume: Volume): Promise<string | undefined> {
  const { name } = volume;
  const before = await volumeStatus(machine, name);
  if (before === 'Started') return undefined;
  if (before === undefined) {
    const refusal = await create(machine, volume);
    if (refusal !== undefined) return refusal;
  }
  const { ok, text } = await gluster(machine, 'volume', 'start', name);
  return ok ? undefined : text;
}

/**
 * `force` only where gluster asks for it because a brick lies on ROOT, which the installer has made: it would also
 * take a folder that still holds the files of another volume.
 */
async function create(machine: Pick<Machine, 'run'>, volume: Volume): Promise<string | undefined> {
  const { name, replica, nodes, path } = volume;
  const copies = replica === undefined ? [] : ['replica', String(replica)];
  const bricks = nodes.map((node) => `${node}:${path}`);
  const words = ['volume', 'create', name, ...copies, ...bricks];
  const first = await gluster(machine, ...words);
  if (first.ok) return undefined;
  if (!/is being created in the root partition/.test(first.text)) return first.text;
  const forced = await gluster(machine, ...words, 'force');
  return forced.ok ? undefined : forced.text;
}
