import { type Cidr, contains, neighbour, networkOf, parseAddress, reservedIn } from '../network/address.ts';
import { type Addressing, staticCidrs } from '../network/rules.ts';
import { error, type Problem } from '../problem.ts';
import { type AgentAnswers, formatEndpoint } from './agent.ts';

/** What the rules look at: the `agent` section without the code, which may be unreadable. */
type Reaching = Omit<AgentAnswers, 'install_code'>;

/** What in the `agent` section does not fit together, or does not fit the node's network. */
export function agentProblems(agent: Reaching, network: Addressing | undefined): Problem[] {
  const cidrs = network ? staticCidrs(network) : [];
  const main = cidrs.find((cidr) => cidr.family === 4);
  const nextTaken = agent.network_mode === 'ipvlan' && network && main;
  return [
    ...repeated(agent),
    ...agent.controllers.flatMap(({ host }) =>
      cidrs.some((cidr) => cidr.address === host)
        ? [error('agent.controller-is-self', 'agent.controllers', { address: host })]
        : [],
    ),
    ...(nextTaken ? neighbourProblems(agent, network, main) : []),
  ];
}

function repeated(agent: Reaching): Problem[] {
  const written = agent.controllers.map(formatEndpoint);
  const again = written.filter((endpoint, index) => written.indexOf(endpoint) < index);
  return [...new Set(again)].map((endpoint) =>
    error('agent.controller-twice', 'agent.controllers', { endpoint }),
  );
}

/** With ipvlan the node's DNS takes the address after the node's own, so that one must be free. */
function neighbourProblems(agent: Reaching, network: Addressing, main: Cidr): Problem[] {
  const next = neighbour({ family: main.family, text: main.address }, 1);
  const args = { address: main.address, network: networkOf(main) };
  if (!next || !contains(main, next) || reservedIn({ ...main, address: next.text })) {
    return [error('agent.ipvlan-edge', 'network.address', args)];
  }
  const used: [string, readonly string[]][] = [
    ['network.address', staticCidrs(network).map((cidr) => cidr.address)],
    ['network.gateway', network.gateway],
    ['network.dns', network.dns],
    ['agent.controllers', agent.controllers.map(({ host }) => parseAddress(host)?.text ?? host)],
  ];
  const by = used.find(([, addresses]) => addresses.includes(next.text))?.[0];
  return by === undefined
    ? []
    : [error('agent.ipvlan-taken', 'network.address', { ...args, next: next.text, by })];
}
