import {
  type Cidr,
  compareAddresses,
  contains,
  networkOf,
  overlaps,
  parseCidr,
  reservedIn,
} from '../../network/address.ts';
import type { Here } from './here.ts';
import type { Host } from './hosts.ts';
import { formatRange, isInRange, type Range, v4 } from './pool.ts';

/** A range as it is typed: `--ip-start=192.168.122.200/24 --ip-end=192.168.122.250/24`. */
export type TypedRange = { readonly start: string; readonly end: string };

/** What the rules look at beside the node: who has addresses, and which ranges there are. */
export type Taken = { readonly hosts: readonly Host[]; readonly ranges: readonly Range[] };

/** Reads the two ends; sentences for what is no IPv4 address with prefix length. */
export function readTypedRange(typed: TypedRange): { start: Cidr; end: Cidr } | { wrong: string[] } {
  const start = readEnd(typed.start);
  const end = readEnd(typed.end);
  if (start && end) return { start, end };
  const said = (option: string, text: string) =>
    `${option}: "${text}" is not ADDRESS/LENGTH, as in 192.168.122.200/24`;
  return {
    wrong: [
      ...(start ? [] : [said('--ip-start', typed.start)]),
      ...(end ? [] : [said('--ip-end', typed.end)]),
    ],
  };
}

function readEnd(text: string): Cidr | undefined {
  const cidr = parseCidr(text);
  return cidr?.family === 4 ? cidr : undefined;
}

/** Docker's own bridge network, which COS had to be given a pool for in ipvlan mode. */
const DOCKER0: Cidr = { family: 4, address: '172.17.0.0', prefix: 16 };

/** Whether this is the range that COS needed for docker itself, and that is not needed here. */
export function isForDocker0(start: Cidr, end: Cidr, { own }: Here): boolean {
  const lies = (end: Cidr) => contains(DOCKER0, { family: end.family, text: end.address });
  return lies(start) && lies(end) && !overlaps(DOCKER0, own);
}

/**
 * Why containers cannot have these addresses, in sentences; none when they can. Rules of the installation
 * guide, 3.4: same prefix length as the hosts, and addresses that reach the hosts.
 */
export function rangeProblems(start: Cidr, end: Cidr, { own }: Here, { hosts, ranges }: Taken): string[] {
  const lengths = [start, end].filter(({ prefix }) => prefix !== own.prefix);
  if (lengths.length > 0) return lengths.map((cidr) => lengthSentence(cidr, own));
  const ends = start.address === end.address ? [start] : [start, end];
  const misplaced = ends.flatMap((cidr) => placeProblems(cidr, own));
  if (misplaced.length > 0) return misplaced;
  if (compareAddresses(v4(start.address), v4(end.address)) > 0)
    return [`--ip-start ${start.address} comes after --ip-end ${end.address}`];
  const range = { start: start.address, end: end.address, prefix: start.prefix };
  return [...hostProblems(range, hosts), ...overlapProblems(range, ranges)];
}

function lengthSentence({ address, prefix }: Cidr, own: Cidr): string {
  return `${address}/${prefix}: the mask must be that of the hosts, /${own.prefix}, or no container starts`;
}

function placeProblems(cidr: Cidr, own: Cidr): string[] {
  const network = networkOf(own);
  if (!contains(own, { family: 4, text: cidr.address }))
    return [
      `${cidr.address} is not in the hosts' network ${network}: containers and hosts must reach each other`,
    ];
  const reserved = reservedIn(cidr);
  return reserved
    ? [`${cidr.address} is the ${reserved} address of ${network}: no container can have it`]
    : [];
}

function hostProblems(range: Range, hosts: readonly Host[]): string[] {
  const inside = hosts.filter(({ address }) => isInRange(address, range));
  return inside
    .filter((host, index) => inside.findIndex(({ address }) => address === host.address) === index)
    .map(
      ({ address, by }) =>
        `${address} lies in this range and is the address of ${by}: no range may hold a host`,
    );
}

function overlapProblems(range: Range, ranges: readonly Range[]): string[] {
  return ranges
    .filter((other) => isInRange(range.start, other) || isInRange(other.start, range))
    .filter((other) => formatRange(other) !== formatRange(range))
    .map((other) => `it overlaps with the range ${formatRange(other)}, which is there`);
}
