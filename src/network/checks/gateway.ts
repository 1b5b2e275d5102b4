import { error } from '../../problem.ts';
import type { Ask, NetworkCheck } from '../check.ts';
import { type Asking, ownerText, resolveNeighbour } from '../neighbour.ts';

/** Whether each gateway has a MAC address on this link: it answers ARP or neighbour discovery. */
export function gatewayChecks(
  gateways: readonly { readonly address: string; readonly path: string }[],
  on: Omit<Asking, 'signal'>,
): Ask[] {
  return gateways.map((one) => async (signal) => [await asked(one, { ...on, signal })]);
}

async function asked(
  { address, path }: { readonly address: string; readonly path: string },
  asking: Asking,
): Promise<NetworkCheck> {
  const about = { check: 'gateway', subject: address } as const;
  const owner = await resolveNeighbour(address, asking);
  if (typeof owner === 'string')
    return { ...about, result: 'passed', evidence: await ownerText(owner, asking.machine) };
  if (owner !== undefined) {
    const args = { address, reason: owner.reason };
    return { ...about, result: 'not-possible', problem: error('preflight.cannot-ask', path, args) };
  }
  const problem = error('preflight.gateway-silent', path, { gateway: address, device: asking.device });
  return { ...about, result: 'failed', problem };
}
