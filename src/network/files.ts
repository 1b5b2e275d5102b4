import { contains, parseAddress, parseCidr, specialKind } from './address.ts';
import type { NetworkAnswers } from './answers.ts';
import { type Section, settings } from './settings.ts';

/** A card by what stays with it: the name it is pinned to, and its burnt-in address. */
export type Card = { readonly name: string; readonly mac: string };

/** The one network that the installer configures: on the card itself, or on bridge `br0` over it. */
export type NodeNetwork = {
  readonly card: Card;
  readonly on: 'card' | 'br0';
  readonly address: NetworkAnswers['address'];
  readonly gateway: readonly string[];
  readonly dns: readonly string[];
  readonly search: readonly string[];
  readonly mtu?: number | undefined;
};

/**
 * How a file finds the card. `permanent-mac` needs systemd 245. An older systemd ignores that key, and a
 * file that matches nothing else matches every card: for it there is `mac`.
 */
export type CardMatch = 'permanent-mac' | 'mac';

/** A file for /etc/systemd/network; `name` is COS's, without a prefix for its place in the order. */
export type NetworkFile = { readonly name: string; readonly content: string };

/**
 * systemd.link(5), systemd.netdev(5) and systemd.network(5) files of a node, named as COS does. They are
 * called `-static` with DHCP too, so that an edited answer replaces a file and never adds a second one.
 * Other cards get no file and stay unconfigured.
 */
export function networkFiles(network: NodeNetwork, match: CardMatch): NetworkFile[] {
  const { card, on } = network;
  const matchCard = cardMatch(card, match);
  const pin = file(`${card.name}.link`, [matchCard, section('Link', ['Name', card.name])]);
  const mtu = mtuOf(network);
  if (on === 'card') {
    const sections = [matchCard, section('Link', mtu), ...addressing(network)];
    return [pin, file(`${card.name}-static.network`, sections)];
  }
  // br0 takes the card's MAC address: the DHCP server sees the machine it knows and gives the same lease.
  const bridge = section('NetDev', ['Name', 'br0'], ['Kind', 'bridge'], ['MACAddress', card.mac], mtu);
  const slave = [matchCard, section('Link', mtu), section('Network', ['Bridge', 'br0'])];
  return [
    pin,
    file('br0.netdev', [bridge]),
    file('br0-static.network', [section('Match', ['Name', 'br0']), ...addressing(network)]),
    file(`br0-slave-${card.name}.network`, slave),
  ];
}

function cardMatch({ mac }: Card, match: CardMatch): Section {
  if (match === 'permanent-mac') return section('Match', ['PermanentMACAddress', mac]);
  // br0 carries the same address, but only a card has a path.
  return section('Match', ['MACAddress', mac], ['Path', '*']);
}

function addressing(network: NodeNetwork): Section[] {
  const { address, dns, search } = network;
  const dhcp = address.method === 'dhcp';
  const cidrs = dhcp ? [] : address.cidrs;
  const near = network.gateway.filter((gateway) => isNear(gateway, cidrs));
  const far = network.gateway.filter((gateway) => !near.includes(gateway));
  const main = section(
    'Network',
    ['DHCP', dhcp ? 'yes' : 'no'],
    dhcp ? undefined : ['IPv6AcceptRA', 'no'],
    ...cidrs.map((cidr) => ['Address', cidr] as const),
    ...near.map((gateway) => ['Gateway', gateway] as const),
    ...dns.map((server) => ['DNS', server] as const),
    search.length > 0 ? ['Domains', search.join(' ')] : undefined,
  );
  const routes = far.map((gateway) => section('Route', ['Gateway', gateway], ['GatewayOnLink', 'yes']));
  // The same client as in the installer's own DHCP attempt and after a reinstall: known by its MAC address.
  const lease = section('DHCPv4', ['ClientIdentifier', 'mac'], ['UseDomains', 'yes']);
  return dhcp ? [main, ...routes, lease] : [main, ...routes];
}

/** Whether the kernel reaches a gateway without being told that it is on the link. */
function isNear(gateway: string, cidrs: readonly string[]): boolean {
  const address = parseAddress(gateway);
  if (!address) return false;
  if (address.family === 6 && specialKind(address) === 'link-local') return true;
  return cidrs.some((text) => {
    const cidr = parseCidr(text);
    return cidr !== undefined && contains(cidr, address);
  });
}

function mtuOf({ mtu }: NodeNetwork): readonly [string, string] | undefined {
  return mtu === undefined ? undefined : ['MTUBytes', String(mtu)];
}

function section(name: string, ...lines: (readonly [string, string] | undefined)[]): Section {
  return { name, lines: lines.filter((line) => line !== undefined) };
}

function file(name: string, sections: readonly Section[]): NetworkFile {
  return { name, content: settings(sections) };
}
