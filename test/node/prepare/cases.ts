import { type InstOptsRead, readInstOpts } from '../../../src/node/inst-opts.ts';
import type { PrepareFacts } from '../../../src/node/prepare/facts.ts';
import { agentSchema } from '../../../src/roles/agent.ts';
import { agentInstOpts } from '../../../src/roles/agent-node.ts';
import { controllerSchema } from '../../../src/roles/controller.ts';
import { controllerInstOpts } from '../../../src/roles/controller-node.ts';
import { type InstOpts, instOptsFile, type NodeFacts } from '../../../src/roles/inst-opts.ts';
import { Secret } from '../../../src/secret.ts';
import { recordingMachine } from '../../recording-machine.ts';

const NODE: NodeFacts = { device: 'eno1', etcd_name: 'n1-AbCd', auth_key: new Secret('K'.repeat(32)) };
const CUSTOM = { ...NODE, container_gateway: '192.168.122.254', container_dns: '192.168.122.253' };
const MEMBERS = ['192.168.122.170', '192.168.122.171', '192.168.122.172'];
const CONTROLLERS = '192.168.122.180:80,192.168.122.170:8080';

export const FACTS: PrepareFacts = {
  localIp: '192.168.122.170',
  prefix: 24,
  network: '192.168.122.0',
  gateway: '192.168.122.1',
  isDockerFork: false,
  hasEtcdData: false,
};

const agent = (network_mode: string, node = NODE) =>
  agentInstOpts(agentSchema.parse({ controllers: CONTROLLERS, install_code: '8070', network_mode }), node);
const controller = (answers: object = {}) =>
  controllerInstOpts(controllerSchema.parse({ auth_key: 'K'.repeat(32), ...answers }), NODE);
const ha = (more: object = {}) => controller({ ha: { members: MEMBERS, ...more } });
const fork = { isDockerFork: true };
const withoutGateway = { gateway: '' };

/** Every role, network mode and HA setting, and what else changes a file; the names begin as lines of contract.txt. */
export const CASES: Readonly<Record<string, { opts: InstOpts; facts?: Partial<PrepareFacts> }>> = {
  'agent-bridge': { opts: agent('bridge') },
  'agent-bridge-fork': { opts: agent('bridge'), facts: fork },
  'agent-bridge-fork-custom': { opts: agent('bridge', CUSTOM), facts: fork },
  'agent-bridge-custom': { opts: agent('bridge', CUSTOM) },
  'agent-bridge-old-contract': { opts: { ...agent('bridge'), COS_NETMODE: '' } },
  'agent-bridge-without-gateway-fork': { opts: agent('bridge'), facts: { ...fork, ...withoutGateway } },
  'agent-ipvlan': { opts: agent('ipvlan') },
  'agent-ipvlan-fork': { opts: agent('ipvlan'), facts: fork },
  'agent-ipvlan-custom': { opts: agent('ipvlan', CUSTOM) },
  'agent-ipvlan-etcd-data': { opts: agent('ipvlan'), facts: { hasEtcdData: true } },
  'controller-alone': { opts: controller() },
  'controller-alone-fork': { opts: controller({ http_port: 8080, cluster_size: 5 }), facts: fork },
  'controller-alone-unsaid': { opts: { ...controller(), COS_MONGOREPL: '' } },
  'controller-ha': { opts: ha() },
  'controller-ha-virtual-ip': { opts: ha({ virtual_ip: '192.168.122.180' }) },
};

/** As the node reads what the installer wrote. */
export async function optsOf(opts: InstOpts, more = ''): Promise<InstOptsRead> {
  const text = instOptsFile(opts).reveal() + more;
  return readInstOpts(recordingMachine({ files: { '/etc/csphere/inst-opts.env': text } }));
}
