import {
  type Address,
  type Cidr,
  contains,
  neighbour,
  networkOf,
  parseAddress,
  reservedIn,
} from '../network/address.ts';
import { type Addressing, isReachable, staticCidrs } from '../network/rules.ts';
import { error, type Problem } from '../problem.ts';
import { type AgentAnswers, formatEndpoint } from './agent.ts';

/** What the rules look at: the `agent` section without the code, which may be unreadable. */
type Reaching = Omit<AgentAnswers, 'install_code'>;

/** What in the `agent` section does not fit together, or does not fit the node's network. */
export function agentProblems(agent: Reaching, network: Addressing | undefined): Problem[] {
  const cidrs = network ? staticCidrs(network) : [];
  const main = mainOf(cidrs);
  const nextTaken = agent.network_mode === 'ipvlan' && network && main;
  return [
    ...repeated(agent),
    ...agent.controllers.flatMap(({ host }) =>
      cidrs.some((cidr) => cidr.address === host)
        ? [error('agent.controller-is-self', 'agent.controllers', { address: host })]
        : [],
    ),
    ...(network ? unreachable(agent, network) : []),
    ...(nextTaken ? neighbourProblems(agent, network, main) : []),
  ];
}

/**
 * The address of the node's own name server: with ipvlan the one after the node's (COS guide 3.2). None where the
 * address is not known yet.
 */
export function ownNameServer(
  { network_mode }: Pick<AgentAnswers, 'network_mode'>,
  network: Addressing,
): Address | undefined {
  const main = mainOf(staticCidrs(network));
  return network_mode === 'ipvlan' && main ? next(main) : undefined;
}

/** The address that the programs of COS take for the node's: IPv4 where it has one. */
function mainOf(cidrs: readonly Cidr[]): Cidr | undefined {
  return cidrs.find((cidr) => cidr.family === 4) ?? cidrs[0];
}

function next(main: Cidr): Address | undefined {
  return neighbour({ family: main.family, text: main.address }, 1);
}

/** Controllers that are all addresses to which the node has no way: IPv4 from a node with IPv6 only, above all. */
function unreachable({ controllers }: Reaching, network: Addressing): Problem[] {
  const addresses = controllers.map(({ host }) => parseAddress(host));
  const [first] = addresses;
  if (!first || addresses.some((one) => !one || isReachable(one, network))) return [];
  const { text: address, family } = first;
  return [error('agent.controller-unreachable', 'agent.controllers', { address, family })];
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
  const after = next(main);
  const args = { address: main.address, network: networkOf(main) };
  if (!after || !contains(main, after) || reservedIn({ ...main, address: after.text })) {
    return [error('agent.ipvlan-edge', 'network.address', args)];
  }
  const used: [string, readonly string[]][] = [
    ['network.address', staticCidrs(network).map((cidr) => cidr.address)],
    ['network.gateway', network.gateway],
    ['network.dns', network.dns],
    ['agent.controllers', agent.controllers.map(({ host }) => parseAddress(host)?.text ?? host)],
  ];
  const by = used.find(([, addresses]) => addresses.includes(after.text))?.[0];
  return by === undefined
    ? []
    : [error('agent.ipvlan-taken', 'network.address', { ...args, next: after.text, by })];
}
