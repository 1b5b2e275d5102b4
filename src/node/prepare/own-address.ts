import type { Machine } from '../../machine.ts';
import { type Cidr, parseCidr } from '../../network/address.ts';
import { ipFacts } from '../../network/ip-addresses.ts';
import type { Pause } from '../../pause.ts';
import { NodeFailure } from '../failure.ts';
import type { InstOptsRead } from '../inst-opts.ts';

/** Seconds in which an address has to come, as long as the predecessor's ten tries take. */
const DEADLINE = 55;

/** What has the node's address: br0 of an agent in bridge mode, else the device of the answers. */
export function addressDevice({ role, netMode, device }: InstOptsRead): string {
  if (role === 'agent' && netMode === 'bridge') return 'br0';
  if (device === '') throw new NodeFailure('/etc/csphere/inst-opts.env: COS_INETDEV is empty');
  return device;
}

/**
 * The node's own IPv4 address, once it is there; asked each second. With HA the one that the members' list
 * names, for the virtual IP may be on the same device.
 * @throws NodeFailure after 55 s
 */
export async function ownAddress(machine: Machine, opts: InstOptsRead, pause: Pause): Promise<Cidr> {
  const device = addressDevice(opts);
  for (let second = 0; second < DEADLINE; second++) {
    const found = chosen(await addressesOf(machine, device), opts);
    if (found) return found;
    await pause(1);
  }
  throw new NodeFailure(
    `CRIT: no local ipaddr found on ${device}, abort. No IPv4 address came in ${DEADLINE} s; ` +
      `see: networkctl status ${device}. Settings are in /var/lib/coreos-install/user_data`,
  );
}

async function addressesOf(machine: Machine, device: string): Promise<Cidr[]> {
  const cards = await ipFacts(machine, AbortSignal.timeout(10_000));
  const written = cards.get(device)?.addresses ?? [];
  return written.map(parseCidr).filter((cidr): cidr is Cidr => cidr?.family === 4);
}

function chosen(found: readonly Cidr[], { haMembers, virtualIp }: InstOptsRead): Cidr | undefined {
  const own = found.filter(({ address }) => address !== virtualIp);
  return own.find(({ address }) => haMembers.includes(address)) ?? own[0];
}
