import { error, type Problem } from '../problem.ts';
import {
  type Address,
  type Cidr,
  compareAddresses,
  networkOf,
  parseAddress,
  specialKind,
} from './address.ts';
import type { ContainerNetworkAnswers } from './answers.ts';
import { hostProblems, networkWith } from './rules.ts';

/** An address that something already has, and what. */
export type UsedAddress = { readonly address: Address; readonly by: string };

type Range = { readonly start: Address; readonly end: Address; readonly path: string };

/**
 * Whether the containers' addresses lie in one of the node's networks and leave the known hosts out.
 * @param own the node's static addresses; without one (DHCP) networks cannot be judged.
 */
export function containerNetworkProblems(
  containers: ContainerNetworkAnswers,
  own: readonly Cidr[],
  used: readonly UsedAddress[],
): Problem[] {
  const ranges = rangesOf(containers);
  const servers = (['gateway', 'dns'] as const).flatMap((key): UsedAddress[] => {
    const address = containers[key] === undefined ? undefined : parseAddress(containers[key]);
    return address ? [{ address, by: `container_network.${key}` }] : [];
  });
  const hosts = [...used, ...servers];
  return [
    ...ranges.flatMap((range, index) => {
      const wrong = rangeProblems(range, own);
      return wrong.length > 0
        ? wrong
        : [...hostsIn(range, hosts), ...sharedProblems(range, ranges.slice(0, index))];
    }),
    ...servers.flatMap(({ address, by }) =>
      by.endsWith('gateway') ? placeProblems(address, own, by) : serverProblems(address, by),
    ),
  ];
}

function rangesOf({ pool }: ContainerNetworkAnswers): Range[] {
  return pool.flatMap((range, index) => {
    const start = parseAddress(range.start);
    const end = parseAddress(range.end);
    return start && end ? [{ start, end, path: `container_network.pool[${index}]` }] : [];
  });
}

/** Both ends are in the same network, so containers have the prefix length of the hosts around them. */
function rangeProblems({ start, end, path }: Range, own: readonly Cidr[]): Problem[] {
  const around = networkWith(own, start);
  const ends = start.text === end.text ? [start] : [start, end];
  const misplaced = ends.flatMap((address) => placeProblems(address, around ? [around] : own, path));
  if (misplaced.length > 0) return misplaced;
  return start.family !== end.family || compareAddresses(start, end) > 0
    ? [error('container_network.reversed', path, { start: start.text, end: end.text })]
    : [];
}

/** An address that containers, or the router they use, can have in the node's network. */
function placeProblems(address: Address, own: readonly Cidr[], path: string): Problem[] {
  const around = networkWith(own, address);
  if (around) return hostProblems({ ...around, address: address.text }, path);
  const kind = specialKind(address);
  if (kind !== undefined) return [error('network.special-address', path, { address: address.text, kind })];
  const nearest = own.find((cidr) => cidr.family === address.family) ?? own[0];
  if (!nearest) return [];
  return [error('container_network.outside', path, { address: address.text, network: networkOf(nearest) })];
}

/** In a container the loopback address is the container itself. */
function serverProblems(address: Address, path: string): Problem[] {
  const kind = specialKind(address);
  return kind === undefined || kind === 'link-local'
    ? []
    : [error('network.special-address', path, { address: address.text, kind })];
}

function hostsIn(range: Range, hosts: readonly UsedAddress[]): Problem[] {
  return hosts
    .filter(({ address }) => isBetween(address, range))
    .filter(
      (host, index, all) => all.findIndex((other) => other.address.text === host.address.text) === index,
    )
    .map(({ address, by }) => error('container_network.host', range.path, { address: address.text, by }));
}

function sharedProblems(range: Range, before: readonly Range[]): Problem[] {
  const other = before.find((one) => isBetween(range.start, one) || isBetween(one.start, range));
  return other ? [error('container_network.overlap', range.path, { range: other.path })] : [];
}

function isBetween(address: Address, { start, end }: Range): boolean {
  return (
    address.family === start.family &&
    compareAddresses(start, address) <= 0 &&
    compareAddresses(address, end) <= 0
  );
}
