import { type Cidr, networkOf, parseAddress } from '../network/address.ts';
import { type Addressing, hostProblems, isOwn, networkWith, staticCidrs } from '../network/rules.ts';
import { error, type Problem, warning } from '../problem.ts';
import { type ControllerAnswers, TAKEN_PORTS } from './controller.ts';

type Ha = NonNullable<ControllerAnswers['ha']>;

/** What in the `controller` section does not fit together, or does not fit the node's network. */
export function controllerProblems(
  controller: ControllerAnswers,
  network: Addressing | undefined,
): Problem[] {
  const { ha, http_port, auth_key } = controller;
  const service = TAKEN_PORTS[http_port];
  return [
    ...(service
      ? [error('controller.port-taken', 'controller.http_port', { port: http_port, service })]
      : []),
    ...(ha && !auth_key ? [error('controller.ha-auth-key', 'controller.auth_key')] : []),
    ...(ha ? listProblems(ha.members) : []),
    ...(ha && network ? placeProblems(ha, network) : []),
  ];
}

function listProblems(members: readonly string[]): Problem[] {
  const count = members.length;
  const repeated = members.flatMap((address, index) =>
    members.indexOf(address) < index
      ? [error('controller.ha-duplicate', `controller.ha.members[${index}]`, { address })]
      : [],
  );
  const even =
    count % 2 === 0
      ? [warning('controller.ha-even', 'controller.ha.members', { count, fewer: count - 1 })]
      : [];
  return [...repeated, ...even];
}

function placeProblems(ha: Ha, network: Addressing): Problem[] {
  const cidrs = staticCidrs(network);
  const [main] = cidrs;
  if (!main) return [error('controller.ha-needs-static', 'controller.ha')];
  const found = ha.members.some((member) => cidrs.some((cidr) => cidr.address === member));
  return [
    ...(found
      ? []
      : [error('controller.ha-without-self', 'controller.ha.members', { address: main.address })]),
    ...(ha.virtual_ip === undefined ? [] : virtualIpProblems(ha, ha.virtual_ip, network, cidrs, main)),
  ];
}

/** The virtual IP moves between the members, so all of them and the address itself share one network. */
function virtualIpProblems(
  { members }: Ha,
  virtualIp: string,
  network: Addressing,
  cidrs: readonly Cidr[],
  main: Cidr,
): Problem[] {
  const path = 'controller.ha.virtual_ip';
  const address = parseAddress(virtualIp);
  if (!address) return [];
  const by = isOwn(cidrs, address) || members.includes(virtualIp) ? 'a member' : usedBy(virtualIp, network);
  if (by !== undefined) return [error('controller.vip-taken', path, { address: virtualIp, by })];
  const around = networkWith(cidrs, address);
  if (!around)
    return [error('controller.vip-outside', path, { address: virtualIp, network: networkOf(main) })];
  return [
    ...hostProblems({ ...around, address: virtualIp }, path),
    ...members.flatMap((member, index) => memberProblems(member, around, `controller.ha.members[${index}]`)),
  ];
}

function memberProblems(member: string, around: Cidr, path: string): Problem[] {
  const address = parseAddress(member);
  if (!address) return [];
  if (networkWith([around], address)) return hostProblems({ ...around, address: member }, path);
  return [error('controller.member-outside', path, { address: member, network: networkOf(around) })];
}

function usedBy(address: string, network: Addressing): string | undefined {
  if (network.gateway.includes(address)) return 'network.gateway';
  return network.dns.includes(address) ? 'network.dns' : undefined;
}
