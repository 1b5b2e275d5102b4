import { compareAddresses, neighbour, parseAddress } from '../network/address.ts';
import type { ContainerNetworkAnswers } from '../network/answers.ts';
import type { Claim } from '../network/checks/address-free.ts';
import { staticCidrs } from '../network/rules.ts';
import type { Answers } from './answers.ts';

/** Addresses of one range that are asked for: the ends and some between. */
const SAMPLES = 5;

/** Addresses that nobody else may have: the node's own first. None with DHCP, whose server chooses. */
export function claimsOf(answers: Answers): { readonly own: Claim[]; readonly others: Claim[] } {
  const cidrs = staticCidrs(answers.network);
  const own = cidrs.map(({ address }, index): Claim => {
    const path = cidrs.length === 1 ? 'network.address' : `network.address[${index}]`;
    return { address, path, code: 'preflight.address-used', name: answers.system.hostname };
  });
  return { own, others: [...neighbourClaims(answers), ...virtualIp(answers), ...poolClaims(answers)] };
}

/** With ipvlan the node's DNS takes the address after the node's own. */
function neighbourClaims(answers: Answers): Claim[] {
  if (answers.role !== 'agent' || answers.agent.network_mode !== 'ipvlan') return [];
  const main = staticCidrs(answers.network).find(({ family }) => family === 4);
  const next = main && neighbour({ family: 4, text: main.address }, 1);
  return next ? [{ address: next.text, path: 'network.address', code: 'preflight.neighbour-used' }] : [];
}

/** A controller that runs already may hold it. */
function virtualIp(answers: Answers): Claim[] {
  const ha = answers.role === 'controller' ? answers.controller.ha : undefined;
  if (!ha?.virtual_ip) return [];
  const own = staticCidrs(answers.network).map(({ address }) => address);
  return [
    {
      address: ha.virtual_ip,
      path: 'controller.ha.virtual_ip',
      code: 'preflight.virtual-ip-used',
      members: ha.members.filter((member) => !own.includes(member)),
    },
  ];
}

function poolClaims({ container_network }: Answers): Claim[] {
  return (container_network?.pool ?? []).flatMap((range, index) =>
    sampleOf(range).map((address) => ({
      address,
      path: `container_network.pool[${index}]`,
      code: 'preflight.pool-used' as const,
    })),
  );
}

/** Addresses spread over a range, its first and last among them. */
export function sampleOf({ start, end }: ContainerNetworkAnswers['pool'][number]): string[] {
  const first = parseAddress(start);
  const last = parseAddress(end);
  if (!first || !last || compareAddresses(first, last) > 0) return [];
  // No more than a /16: further steps would say nothing more.
  let length = 0;
  const reaches = (steps: number) => {
    const one = neighbour(first, steps);
    return one !== undefined && compareAddresses(one, last) <= 0;
  };
  for (let step = 1 << 16; step >= 1; step /= 2) if (reaches(length + step)) length += step;
  const between = Array.from({ length: SAMPLES - 1 }, (_, i) => Math.floor((length * i) / (SAMPLES - 1)));
  const asked = between.flatMap((steps) => neighbour(first, steps)?.text ?? []);
  return [...new Set([...asked, last.text])];
}

/** Whether an address is asked for by ARP, before the node's own is taken. */
export function isIpv4({ address }: Claim): boolean {
  return !address.includes(':');
}
