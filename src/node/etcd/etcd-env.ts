import type { Machine } from '../../machine.ts';
import { peerUrl } from './urls.ts';

/** What etcd's units read behind their own settings, again at each start. */
export const ETCD_ENV_PATH = '/run/csphere/etcd.env';

export type Peer = { readonly name: string; readonly address: string };

/** How an etcd starts. */
export type EtcdStart =
  /** With its data. */
  | { readonly as: 'before' }
  | {
      readonly as: 'member';
      readonly state: 'new' | 'existing';
      /** All members, this one too. */
      readonly cluster: readonly { readonly name: string; readonly url: string }[];
      readonly token: string;
    }
  /** No member: `etcd gateway` to these. */
  | { readonly as: 'client'; readonly endpoints: readonly string[] };

/** The text of the file. Discovery is named and empty: etcd's own would turn away who was restarted while it waited. */
export function etcdEnv(start: EtcdStart, own: Peer): string {
  const common = {
    // A member that goes on with its data says its name anew.
    ETCD_NAME: own.name,
    ETCD_INITIAL_ADVERTISE_PEER_URLS: peerUrl(own.address),
    ETCD_DISCOVERY: '',
    // Every change of a key keeps the old one until the history is cut.
    ETCD_AUTO_COMPACTION_MODE: 'periodic',
    ETCD_AUTO_COMPACTION_RETENTION: '1h',
    COS_ETCD_ENDPOINTS: start.as === 'client' ? start.endpoints.join(',') : '',
  };
  const lines = { ...common, ...(start.as === 'member' ? memberEnv(start, own) : {}) };
  return Object.entries(lines)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

function memberEnv({ state, cluster, token }: Extract<EtcdStart, { as: 'member' }>, own: Peer) {
  const url = peerUrl(own.address);
  const list = cluster.map((one) => `${one.url === url ? own.name : one.name}=${one.url}`);
  return {
    ETCD_INITIAL_CLUSTER: list.join(','),
    ETCD_INITIAL_CLUSTER_STATE: state,
    ETCD_INITIAL_CLUSTER_TOKEN: token,
  };
}

export async function writeEtcdEnv(machine: Machine, start: EtcdStart, own: Peer): Promise<void> {
  await machine.writeFile(ETCD_ENV_PATH, etcdEnv(start, own), 0o644);
}
