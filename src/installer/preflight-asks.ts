import type { Machine } from '../machine.ts';
import { parseAddress, parseCidr, specialKind } from '../network/address.ts';
import type { Ask, CheckName, NetworkCheck } from '../network/check.ts';
import { addressFreeChecks } from '../network/checks/address-free.ts';
import { bondPartnerCheck } from '../network/checks/bond-partner.ts';
import { gatewayChecks } from '../network/checks/gateway.ts';
import { nameServerChecks } from '../network/checks/name-server.ts';
import { timeServerChecks } from '../network/checks/time-server.ts';
import { BOND } from '../network/files.ts';
import { arpProbe, resolveNeighbour } from '../network/neighbour.ts';
import type { Applied } from '../network/trial-settle.ts';
import { error } from '../problem.ts';
import { formatEndpoint } from '../roles/agent.ts';
import { agentJoinChecks, controllerJoinChecks } from '../roles/join/checks.ts';
import { etcdOf } from '../roles/join/discovery.ts';
import type { Answers } from './answers.ts';
import { claimsOf, isIpv4 } from './preflight-claims.ts';
import { RUN } from './steps/places.ts';

/** One address of the answers, or of a lease, with the key that it comes from. */
type Named = { readonly address: string; readonly path: string };

/** Everything that is asked while the node's settings are in force. */
export function asksOf(answers: Answers, applied: Applied, machine: Machine): Ask[] {
  const on = { machine, device: applied.device };
  const { own, others } = claimsOf(answers);
  return [
    ...(answers.network.address.method === 'dhcp' ? [addressOfLease(applied)] : []),
    // Somebody may have taken it since it was asked for: two machines with the same answers, for one.
    ...addressFreeChecks(own.filter(isIpv4), { ...on, look: arpProbe }),
    ...addressFreeChecks(
      others.filter((claim) => !isIpv4(claim)),
      { ...on, look: resolveNeighbour },
    ),
    ...(isAggregated(answers) ? [bondPartnerCheck({ machine, path: BOND_MODE })] : []),
    ...gatewayChecks(gatewaysOf(answers, applied), on),
    ...nameServerChecks(
      nameServersOf(answers, applied).map((one) => ({ ...one, address: zoned(one.address, applied) })),
      { name: answers.network.search[0] },
    ),
    ...timeServerChecks(timeServersOf(answers), { machine, folder: RUN }),
    (signal) =>
      joinChecks(answers, applied, { machine, signal }).catch((cause: unknown) => {
        if (!signal.aborted) throw cause;
        return [];
      }),
  ];
}

/** What the cluster says that this node is to join. */
async function joinChecks(
  answers: Answers,
  { addresses }: Applied,
  asking: { readonly machine: Machine; readonly signal: AbortSignal },
): Promise<readonly NetworkCheck[]> {
  const own = {
    hostname: answers.system.hostname,
    addresses: addresses.flatMap((text) => parseCidr(text)?.address ?? []),
  };
  switch (answers.role) {
    case 'agent':
      return agentJoinChecks(answers.agent, own, asking);
    case 'controller':
      return controllerJoinChecks(answers.controller, own, asking);
    case 'platform':
      return [];
  }
}

function addressOfLease({ device }: Applied): Ask {
  const problem = error('preflight.dhcp-address', 'network.address');
  return async () => [{ check: 'address-free', subject: device, result: 'not-possible', problem }];
}

const BOND_MODE = 'network.bond.mode';

function isAggregated({ network }: Answers): boolean {
  return network.bond?.mode === '802.3ad';
}

type Subjects = readonly [CheckName, readonly { readonly subject: string; readonly path: string }[]];

/** The same where the settings are not in force: said, and not passed over. */
export function notAsked(answers: Answers): NetworkCheck[] {
  const nothing = { addresses: [], dns: answers.network.dns, gateways: answers.network.gateway, device: '' };
  const all: Subjects[] = [
    ['link-aggregation', isAggregated(answers) ? [{ subject: BOND, path: BOND_MODE }] : []],
    ['gateway', gatewaysOf(answers, nothing).map(subjectOf)],
    ['name-server', nameServersOf(answers, nothing).map(subjectOf)],
    ['time-server', timeServersOf(answers).map(({ host, path }) => ({ subject: host, path }))],
    ...joinSubjects(answers),
  ];
  return all.flatMap(([check, asked]) =>
    asked.map(({ subject, path }) => {
      const problem = error('preflight.not-tried', path);
      return { check, subject, result: 'not-possible', problem } as const;
    }),
  );
}

function joinSubjects(answers: Answers): Subjects[] {
  if (answers.role !== 'agent') return [];
  const { controllers } = answers.agent;
  const path = 'agent.controllers';
  return [
    ['controller', controllers.map((endpoint) => ({ subject: formatEndpoint(endpoint), path }))],
    ['discovery', [{ subject: formatEndpoint(etcdOf(controllers[0])), path }]],
    ['install-code', [{ subject: 'agent.install_code', path: 'agent.install_code' }]],
    ['member-unique', [{ subject: answers.system.hostname, path: 'system.hostname' }]],
  ];
}

function subjectOf({ address, path }: Named) {
  return { subject: address, path };
}

function gatewaysOf({ network }: Answers, { gateways }: Applied): Named[] {
  const written = network.gateway.length > 0 ? network.gateway : gateways;
  return listed(written, 'network.gateway');
}

/** Name servers of a lease too; not those on the node itself, which do not run yet. */
function nameServersOf({ network }: Answers, { dns }: Applied): Named[] {
  const all = network.address.method === 'dhcp' ? [...new Set([...network.dns, ...dns])] : network.dns;
  return listed(all, 'network.dns').filter(({ address }) => kindOf(address) !== 'loopback');
}

function timeServersOf({ system }: Answers) {
  return system.ntp_servers.map((host, index) => ({ host, path: `system.ntp_servers[${index}]` }));
}

function listed(addresses: readonly string[], path: string): Named[] {
  return addresses.map((address, index) => ({
    address,
    path: addresses.length === 1 ? path : `${path}[${index}]`,
  }));
}

/** A link-local address means something on a device only (RFC 4007 11). */
function zoned(address: string, { device }: Applied): string {
  return address.includes(':') && kindOf(address) === 'link-local' ? `${address}%${device}` : address;
}

function kindOf(text: string) {
  const address = parseAddress(text);
  return address && specialKind(address);
}
