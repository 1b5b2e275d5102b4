import { formatEndpoint } from '../../roles/agent.ts';
import { DISCOVERY, ETCD_PORT } from '../../roles/agent-node.ts';
import type { InstOptsRead } from '../inst-opts.ts';

/** Discovery in the etcd of this controller. */
export const OWN_DISCOVERY = `http://127.0.0.1:${ETCD_PORT}${DISCOVERY}`;

/** Where a node finds the discovery of the agents' etcd: on its controllers, or on itself where it is one. */
export function discoveriesOf({ role, discoveryUrl, controllers }: InstOptsRead): string[] {
  if (role === 'controller') return [OWN_DISCOVERY];
  const all = controllers.map(
    ({ host }) => `http://${formatEndpoint({ host, port: ETCD_PORT })}${DISCOVERY}`,
  );
  return [...new Set([discoveryUrl, ...all].filter(Boolean))];
}
