import type { Evidence, NetworkCheck } from '../../network/check.ts';
import { printable } from '../../network/printable.ts';
import { error, type Problem, warning } from '../../problem.ts';
import { type Endpoint, formatEndpoint } from '../agent.ts';
import type { Member } from './etcd.ts';

/** What this node will be in the cluster. */
export type OwnPlace = {
  readonly hostname: string;
  /** In canonical spelling, the node's own address first; none with DHCP. */
  readonly addresses: readonly string[];
};

/** A member is called like its host, with four drawn characters behind (COS_ETCD_NAME). */
const DRAWN = /-[A-Za-z0-9]{4}$/;

/**
 * Whether nobody in the agents' etcd has this node's name or address. At the address of a member this node takes its
 * place at its first start, which is what a machine that is installed again wants: a warning. Pure.
 * @param members those that joined by discovery and those that etcd names; undefined where nobody says.
 */
export function memberUniqueCheck(
  own: OwnPlace,
  etcd: Endpoint,
  members: readonly Member[] | undefined,
): NetworkCheck {
  const one = { check: 'member-unique', subject: own.hostname } as const;
  if (!members) {
    const args = { endpoint: formatEndpoint(etcd) };
    return {
      ...one,
      result: 'not-possible',
      problem: error('join.members-unknown', 'system.hostname', args),
    };
  }
  const [taken] = members.flatMap((member) => takenBy(member, own)).toSorted((a, b) => rank(a) - rank(b));
  return taken
    ? { ...one, result: 'failed', problem: taken }
    : { ...one, result: 'passed', evidence: counted(new Set(members.map(({ id }) => id)).size) };
}

function counted(members: number): Evidence {
  return { en: `members: ${members}`, zh: `成员：${members}` };
}

function takenBy(member: Member, own: OwnPlace): Problem[] {
  const address = own.addresses.find((mine) => member.addresses.includes(mine));
  const names = [member.name, member.name.replace(DRAWN, '')].map((name) => name.toLowerCase());
  const isNamed = names.includes(own.hostname.toLowerCase());
  const args = {
    hostname: own.hostname,
    member: printable(member.name),
    id: printable(member.id, 20),
    address: address ?? member.addresses[0] ?? '?',
  };
  if (address && isNamed) return [warning('join.member-again', 'network.address', args)];
  if (address) return [warning('join.member-address', 'network.address', args)];
  return isNamed ? [error('join.member-name', 'system.hostname', args)] : [];
}

const RANKS = ['join.member-again', 'join.member-address'];

/** What says most comes first. */
function rank({ code }: Problem): number {
  const place = RANKS.indexOf(code);
  return place === -1 ? RANKS.length : place;
}
