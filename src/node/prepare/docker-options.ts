import { formatEndpoint } from '../../roles/agent.ts';
import { REGISTRY_PORT } from '../../roles/controller.ts';
import type { InstOptsRead } from '../inst-opts.ts';
import type { PrepareFacts } from './facts.ts';

/** The domain of service names. */
const NAMES = 'csphere.local';

/**
 * Arguments of an agent's docker daemon. Debian's has no network of its own making: its default bridge would
 * take the host's address, and rules of its own would stand between containers and the LAN.
 * @param dns the name server of containers
 */
export function agentDockerOptions(opts: InstOptsRead, facts: PrepareFacts, dns: string): string {
  const neverTouched = ['--iptables=false', '--ip-forward=false'];
  if (facts.isDockerFork) {
    const bridge = opts.netMode === 'bridge' ? ['-b', 'br0'] : [];
    const gateway = opts.containerGateway || facts.gateway;
    const way = opts.netMode === 'bridge' && gateway ? [`--default-gateway=${gateway}`] : [];
    return ['daemon', ...bridge, '--csphere', ...neverTouched, '--storage-driver=overlay', ...way].join(' ');
  }
  const names = [`--dns=${dns}`, `--dns-search=${NAMES}`];
  return ['--bridge=none', ...neverTouched, '--storage-driver=overlay2', ...names, ...registries(opts)].join(
    ' ',
  );
}

/** Arguments of a controller's docker daemon: its containers are the controller's own, behind docker's usual bridge. */
export function controllerDockerOptions(opts: InstOptsRead, facts: PrepareFacts): string {
  if (facts.isDockerFork) return 'daemon --storage-driver=overlay';
  return ['--storage-driver=overlay2', ...registries(opts)].join(' ');
}

/** The controllers' registry speaks plain HTTP. */
function registries({ role, controllers, haMembers, virtualIp }: InstOptsRead): string[] {
  const others = [...haMembers, ...(virtualIp ? [virtualIp] : [])];
  const hosts = role === 'agent' ? controllers.map(({ host }) => host) : others;
  return [...new Set(hosts)].map(
    (host) => `--insecure-registry=${formatEndpoint({ host, port: REGISTRY_PORT })}`,
  );
}
