import { formatEndpoint } from '../../roles/agent.ts';
import { ETCD_PORT } from '../../roles/agent-node.ts';

/** Where an etcd is asked by programs. */
export const clientUrl = (address: string) => url(address, ETCD_PORT);
/** Where the members of a cluster ask each other. */
export const peerUrl = (address: string) => url(address, 2380);

function url(host: string, port: number): string {
  return `http://${formatEndpoint({ host, port })}`;
}
