import type { Machine } from '../../machine.ts';
import { type Cidr, parseAddress, parseCidr, specialKind } from '../../network/address.ts';
import { ipFacts } from '../../network/ip-addresses.ts';
import type { Pause } from '../../pause.ts';
import { NodeFailure } from '../failure.ts';
import type { InstOptsRead } from '../inst-opts.ts';

/** Seconds in which an address has to come, as long as the predecessor's ten tries take. */
const DEADLINE = 55;
/** Seconds after which an IPv6 address will do: one of IPv4 that DHCP still asks for has come by then. */
const IPV4_FIRST = 15;

/** What has the node's address: br0 of an agent in bridge mode, else the device of the answers. */
export function addressDevice({ role, netMode, device }: InstOptsRead): string {
  if (role === 'agent' && netMode === 'bridge') return 'br0';
  if (device === '') throw new NodeFailure('/etc/csphere/inst-opts.env: COS_INETDEV is empty');
  return device;
}

/**
 * The node's own address, once it is there; asked each second. Of IPv6 only where there is none of IPv4. With HA the one that the members' list
 * names, for the virtual IP may be on the same device.
 * @throws NodeFailure after 55 s
 */
export async function ownAddress(machine: Machine, opts: InstOptsRead, pause: Pause): Promise<Cidr> {
  const device = addressDevice(opts);
  for (let second = 0; second < DEADLINE; second++) {
    const found = await addressesOf(machine, device);
    const families = second < IPV4_FIRST ? [4] : [4, 6];
    for (const family of families) {
      const own = chosen(
        found.filter((cidr) => cidr.family === family),
        opts,
      );
      if (own) return own;
    }
    await pause(1);
  }
  throw new NodeFailure(
    `CRIT: no local ipaddr found on ${device}, abort. No address came in ${DEADLINE} s; ` +
      `see: networkctl status ${device}. Settings are in /var/lib/coreos-install/user_data`,
  );
}

async function addressesOf(machine: Machine, device: string): Promise<Cidr[]> {
  const cards = await ipFacts(machine, AbortSignal.timeout(10_000));
  const written = cards.get(device)?.addresses ?? [];
  const parsed = written.map(parseCidr).filter((cidr) => cidr !== undefined);
  return parsed.filter((cidr) => !isLinkLocal(cidr));
}

function chosen(found: readonly Cidr[], { haMembers, virtualIp }: InstOptsRead): Cidr | undefined {
  const own = found.filter(({ address }) => address !== virtualIp);
  return own.find(({ address }) => haMembers.includes(address)) ?? own[0];
}

function isLinkLocal({ address }: Cidr): boolean {
  const parsed = parseAddress(address);
  return parsed !== undefined && specialKind(parsed) === 'link-local';
}
