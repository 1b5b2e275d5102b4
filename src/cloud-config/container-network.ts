import type { Answers } from '../installer/answers.ts';
import type { NodeFile } from './node-config.ts';

/** Where the agents' programs read which addresses containers may have. */
export const CONTAINER_NETWORK_PATH = '/etc/cos/container-network.json';

/** `container_network` of an agent as it was answered, with canonical addresses: the first agent sets the pool. */
export function containerFiles({ role, container_network }: Answers): NodeFile[] {
  if (role !== 'agent' || !container_network) return [];
  const content = `${JSON.stringify(container_network, null, 2)}\n`;
  return [{ path: CONTAINER_NETWORK_PATH, mode: 0o644, content }];
}
