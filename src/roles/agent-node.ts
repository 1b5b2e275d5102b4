import { type AgentAnswers, formatEndpoint } from './agent.ts';
import type { InstOpts, NodeFacts } from './inst-opts.ts';
import { ours, running, type Unit } from './unit.ts';

/** The agents' etcd finds its members under this key on the first controller. */
export const DISCOVERY = '/v2/keys/discovery/hellocsphere';
/** Where the etcd of each controller and of each agent listens for clients. */
export const ETCD_PORT = 2379;

/** inst-opts.env of an agent. COS_CLUSTER_SIZE is COS's default, which no agent reads. */
export function agentInstOpts(answers: AgentAnswers, node: NodeFacts): InstOpts {
  const [first] = answers.controllers;
  return {
    COS_ROLE: 'agent',
    COS_CONTROLLER: answers.controllers.map(formatEndpoint).join(','),
    COS_INST_CODE: answers.install_code,
    COS_DISCOVERY_URL: `http://${formatEndpoint({ host: first.host, port: ETCD_PORT })}${DISCOVERY}`,
    COS_CLUSTER_SIZE: '3',
    COS_ETCD_NAME: node.etcd_name,
    COS_NETMODE: answers.network_mode,
    COS_INETDEV: node.device,
    COS_CUSTOM_DOCKERGW: node.container_gateway ?? '',
    COS_CUSTOM_DOCKERDNS: node.container_dns ?? '',
  };
}

/** Units of an agent, in the order they start. */
export function agentUnits(): Unit[] {
  return [
    running('csphere-prepare.service'),
    running('systemd-timesyncd.service'),
    running('csphere-etcd2-agent.service'),
    running('csphere-skydns.service'),
    ours('csphere-names.service'),
    running('csphere-dockeripam.service'),
    running('csphere-docker-agent.service'),
    running('csphere-agent.service'),
  ];
}
