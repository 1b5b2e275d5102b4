import { parseAddress } from '../network/address.ts';
import type { ContainerNetworkAnswers } from '../network/answers.ts';
import { containerNetworkProblems, type UsedAddress } from '../network/pool-rules.ts';
import { staticCidrs } from '../network/rules.ts';
import { type Problem, warning } from '../problem.ts';
import { ownNameServer } from '../roles/agent-rules.ts';
import type { AnswerParts } from './answer-rules.ts';

/** What else an answer file says of the network that containers join. */
type Around = Pick<AnswerParts, 'network' | 'controller' | 'agent' | 'platform'>;

/** Whether `container_network` fits the role, the node's network, and every host that the answers name. */
export function containerProblems(containers: ContainerNetworkAnswers, around: Around): Problem[] {
  const own = around.network ? staticCidrs(around.network) : [];
  return [
    ...(around.controller || around.platform ? [warning('container_network.role', 'container_network')] : []),
    ...containerNetworkProblems(containers, own, hostsOf(around)),
  ];
}

function hostsOf({ network, controller, agent }: Around): UsedAddress[] {
  const virtualIp = controller?.ha?.virtual_ip;
  const next = network && agent ? ownNameServer(agent, network) : undefined;
  const named: [string, readonly string[]][] = [
    ['network.address', network ? staticCidrs(network).map((cidr) => cidr.address) : []],
    ['network.gateway', network?.gateway ?? []],
    ['network.dns', network?.dns ?? []],
    ['controller.ha.members', controller?.ha?.members ?? []],
    ['controller.ha.virtual_ip', virtualIp === undefined ? [] : [virtualIp]],
    ['agent.controllers', agent?.controllers.map(({ host }) => host) ?? []],
    ['agent.network_mode', next === undefined ? [] : [next.text]],
  ];
  return named.flatMap(([by, texts]) =>
    texts.flatMap((text): UsedAddress[] => {
      const address = parseAddress(text);
      return address ? [{ address, by }] : [];
    }),
  );
}
