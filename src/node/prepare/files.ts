import type { InstOptsRead } from '../inst-opts.ts';
import { agentFiles } from './agent-files.ts';
import { controllerFiles } from './controller-files.ts';
import type { PrepareFacts } from './facts.ts';
import { envFile, type PreparedFile } from './file.ts';

/**
 * Every file that the node's units read, from what the node was told and how its network is (COS contract,
 * generation 1.5; where it is left, docs/decisions.md says why). Equal facts give equal files.
 */
export function preparedFiles(opts: InstOptsRead, facts: PrepareFacts): PreparedFile[] {
  const network = envFile('csphere-public', {
    LOCAL_IP: facts.localIp,
    NET_MASK: facts.prefix,
    DEFAULT_GW: opts.containerGateway || facts.gateway,
    NETWORK: facts.network,
  });
  return [network, ...(opts.role === 'agent' ? agentFiles(opts, facts) : controllerFiles(opts, facts))];
}
