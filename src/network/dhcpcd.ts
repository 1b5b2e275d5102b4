import type { Machine } from '../machine.ts';
import { type DhcpFields, readFields } from './dhcp-fields.ts';

export type Question = {
  /** DHCP for IPv4, router advertisements, or whichever comes first. */
  readonly family: 'ipv4' | 'ipv6' | 'both';
  /** Servers whose messages are passed over. */
  readonly without: readonly string[];
};

const FAMILY = { ipv4: ['--ipv4only'], ipv6: ['--ipv6only'], both: [] } as const;

/**
 * Asks the network on one card by dhcpcd(8) in test mode: it prints the first message that comes and takes
 * nothing of it. It asks until `signal` ends it. Undefined when it printed no message.
 * @throws CommandFailed when it fails, or was ended.
 */
export async function askNetwork(
  machine: Pick<Machine, 'run'>,
  card: string,
  { family, without }: Question,
  signal: AbortSignal,
): Promise<DhcpFields | undefined> {
  const behaviour = ['--test', '--quiet', '--nobackground', '--noipv4ll', '--nodelay', '--nodhcp6'];
  const settings = ['--config', '/dev/null', '--script', '/usr/bin/env', '--timeout', '0'];
  const wanted = ['--option', 'domain_name_servers,domain_name,domain_search,ntp_servers'];
  const others = without.flatMap((server) => ['--blacklist', server]);
  const options = [...behaviour, ...FAMILY[family], ...settings, ...wanted, ...others];
  const { stdout } = await machine.run(['dhcpcd', ...options, '--', card], { signal });
  return readFields(stdout);
}
