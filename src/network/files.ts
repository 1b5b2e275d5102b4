import { addressing } from './addressing.ts';
import type { NetworkAnswers } from './answers.ts';
import { type Section, section, settings } from './settings.ts';

/** A card by what stays with it: the name it is pinned to, and its burnt-in address. */
export type Card = { readonly name: string; readonly mac: string };

/** Several cards that work as one. */
export type Bond = {
  readonly mode: NonNullable<NetworkAnswers['bond']>['mode'];
  readonly members: readonly Card[];
};

/** The one network that the installer configures, from the card up: bond, VLAN, bridge. */
export type NodeNetwork = {
  /** With a bond: the member whose MAC address it has. */
  readonly card: Card;
  readonly bond?: Bond | undefined;
  readonly vlan?: number | undefined;
  /** Where the address is: on the card (or on the bond or VLAN made of it), or on bridge `br0` over that. */
  readonly on: 'card' | 'br0';
  readonly address: NetworkAnswers['address'];
  readonly gateway: readonly string[];
  readonly dns: readonly string[];
  readonly search: readonly string[];
  readonly mtu?: number | undefined;
};

/**
 * How a file finds a card. `permanent-mac` needs systemd 245. An older systemd ignores that key, and a
 * file that matches nothing else matches every card: for it there is `mac`.
 */
export type CardMatch = 'permanent-mac' | 'mac';

/** A file for /etc/systemd/network; `name` is COS's, without a prefix for its place in the order. */
export type NetworkFile = { readonly name: string; readonly content: string };

/** Name of the device that several cards become. */
export const BOND = 'bond0';

/** The device that has the address, or that br0 has as its port: the VLAN, else the bond, else the card. */
export function deviceName({ card, bond, vlan }: Pick<NodeNetwork, 'card' | 'bond' | 'vlan'>): string {
  if (vlan !== undefined) return vlanName(vlan);
  return bond ? BOND : card.name;
}

/**
 * systemd.link(5), systemd.netdev(5) and systemd.network(5) files of a node, named as COS does. They are
 * called `-static` with DHCP too, so that an edited answer replaces a file and never adds a second one.
 * Other cards get no file and stay unconfigured.
 */
export function networkFiles(network: NodeNetwork, match: CardMatch): NetworkFile[] {
  const { card, bond, vlan, on } = network;
  const cards = bond?.members ?? [card];
  const pins = cards.map((one) =>
    file(`${one.name}.link`, [cardMatch(one, match), section('Link', ['Name', one.name])]),
  );
  const base = bond ? byName(BOND) : cardMatch(card, match);
  const baseMtu = bond ? undefined : mtuOf(network);
  const device = vlan === undefined ? base : byName(vlanName(vlan));
  const deviceMtu = vlan === undefined ? baseMtu : undefined;
  return [
    ...pins,
    ...(bond ? bondFiles(network, bond, match) : []),
    ...(vlan === undefined ? [] : vlanFiles(network, vlan, [base, section('Link', baseMtu)])),
    ...(on === 'br0'
      ? bridgeFiles(network, [device, section('Link', deviceMtu)])
      : [addressFile(network, deviceName(network), [device, section('Link', deviceMtu)])]),
  ];
}

/**
 * The bond as in the kernel's bonding documentation: carrier is looked for ten times a second. What only
 * joins it need not be online for the node to be: one cable may be out.
 */
function bondFiles(network: NodeNetwork, { mode, members }: Bond, match: CardMatch): NetworkFile[] {
  const lacp = mode === '802.3ad';
  const options = section(
    'Bond',
    ['Mode', mode],
    ['MIIMonitorSec', '100ms'],
    lacp ? ['LACPTransmitRate', 'fast'] : undefined,
    lacp ? ['TransmitHashPolicy', 'layer2+3'] : undefined,
  );
  const joins = section('Network', ['Bond', BOND]);
  const link = section('Link', mtuOf(network), ['RequiredForOnline', 'no']);
  return [
    file(`${BOND}.netdev`, [netdev(network, BOND, 'bond', ['MACAddress', network.card.mac]), options]),
    ...members.map((one) => file(`${BOND}-slave-${one.name}.network`, [cardMatch(one, match), link, joins])),
  ];
}

/** The VLAN, and below it a card or bond that has no address of its own: not in the untagged network either. */
function vlanFiles(
  network: NodeNetwork,
  id: number,
  [match, link]: readonly [Section, Section],
): NetworkFile[] {
  const name = vlanName(id);
  const below = deviceName({ ...network, vlan: undefined });
  const carries = section('Network', ['VLAN', name], ['DHCP', 'no'], ['LinkLocalAddressing', 'no']);
  const idle = section('Link', ...link.lines, ['RequiredForOnline', 'no']);
  return [
    file(`${name}.netdev`, [netdev(network, name, 'vlan'), section('VLAN', ['Id', String(id)])]),
    file(`${below}-static.network`, [match, idle, carries]),
  ];
}

/** br0 takes the card's MAC address: the DHCP server sees the machine it knows and gives the same lease. */
function bridgeFiles(network: NodeNetwork, port: readonly Section[]): NetworkFile[] {
  return [
    file('br0.netdev', [netdev(network, 'br0', 'bridge', ['MACAddress', network.card.mac])]),
    addressFile(network, 'br0', [byName('br0')]),
    file(`br0-slave-${deviceName(network)}.network`, [...port, section('Network', ['Bridge', 'br0'])]),
  ];
}

function addressFile(network: NodeNetwork, device: string, match: readonly Section[]): NetworkFile {
  return file(`${device}-static.network`, [...match, ...addressing(network)]);
}

function netdev(network: NodeNetwork, name: string, kind: string, mac?: readonly [string, string]): Section {
  return section('NetDev', ['Name', name], ['Kind', kind], mac, mtuOf(network));
}

function cardMatch({ mac }: Card, match: CardMatch): Section {
  if (match === 'permanent-mac') return section('Match', ['PermanentMACAddress', mac]);
  // What is made of the card carries the same address, but only a card has a path.
  return section('Match', ['MACAddress', mac], ['Path', '*']);
}

function byName(name: string): Section {
  return section('Match', ['Name', name]);
}

function vlanName(id: number): string {
  return `vlan${id}`;
}

function mtuOf({ mtu }: NodeNetwork): readonly [string, string] | undefined {
  return mtu === undefined ? undefined : ['MTUBytes', String(mtu)];
}

function file(name: string, sections: readonly Section[]): NetworkFile {
  return { name, content: settings(sections) };
}
