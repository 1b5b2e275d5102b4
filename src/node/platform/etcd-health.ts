import type { Machine } from '../../machine.ts';
import { hostPort, memberNodes, quorum, runsOn } from '../../roles/platform/cluster.ts';
import { clientUrl, peerUrl } from '../etcd/urls.ts';
import { type Note, writeNote } from '../note.ts';
import { page } from './page.ts';
import type { OfCluster } from './read-cluster.ts';

/** Says in a note whether this member of etcd has a majority behind it, and of whom it waits for one. */
export async function etcdHealth(machine: Machine, here: OfCluster): Promise<void> {
  const { cluster, self } = here;
  if (!runsOn(cluster, 'etcd', self) || self.address === undefined) return;
  // Before etcd itself runs, the program that decides how it starts says what it waits for.
  if ((await page(machine, `${peerUrl(self.address)}/version`)) === undefined) return;
  await writeNote(machine, 'etcd', await etcdNote(machine, here, self.address));
}

async function etcdNote(machine: Machine, { cluster, self }: OfCluster, own: string): Promise<Note> {
  const members = memberNodes(cluster, 'etcd');
  const others = members.filter(({ name }) => name !== self.name);
  const answers = await Promise.all(
    others.map(({ address }) => page(machine, `${peerUrl(address)}/version`)),
  );
  const silent = others.filter((_, index) => answers[index] === undefined).map(({ name }) => name);
  const up = members.length - silent.length;
  const health = await page(machine, `${clientUrl(own)}/health`);
  if (health?.includes('"true"')) {
    const down = silent.length === 0 ? '' : `; ${silent.join(', ')} not`;
    return { state: 'ok', text: `${up} of ${members.length} members answer${down}` };
  }
  const missing = quorum(members.length) - up;
  if (missing <= 0) return { state: 'waiting', text: 'the members elect a leader' };
  return {
    state: 'waiting',
    text: `waiting for ${missing} more of ${silent.join(', ')}`,
    do: lookAt(others),
  };
}

function lookAt(others: readonly { readonly address: string }[]): string {
  return `etcdctl --endpoints=${others.map(({ address }) => hostPort(address, 2379)).join(',')} endpoint health`;
}
