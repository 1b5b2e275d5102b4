import { expect, test } from 'vitest';
import { expectStrangerUntouched } from './expectations.ts';
import { PASSWORD } from './node.ts';
import { type Vm, type VmOptions, withVm } from './qemu.ts';
import {
  install,
  LIMITS,
  logIn,
  prepareStage,
  type Scenario,
  type Stage,
  switchOff,
  withMedium,
  withoutMedium,
} from './scenario.ts';

/** Three cards on one switch; the fourth, which is the test's way in, has a network of its own. */
const CARDS = {
  first: '52:54:00:00:80:01',
  second: '52:54:00:00:80:02',
  peer: '52:54:00:00:80:03',
} as const;
type CardName = keyof typeof CARDS;

const scenario: Scenario = {
  name: 'network',
  firmware: 'uefi',
  as: 'cd',
  bus: 'virtio',
  number: 80,
  hostname: 'agent80',
  address: '192.168.122.80',
  role: {
    role: 'agent',
    agent: { controllers: ['192.168.100.1:80'], install_code: '0070', network_mode: 'bridge' },
    container_network: { pool: [{ start: '192.168.100.200', end: '192.168.100.250' }] },
  },
  install: { on_success: 'poweroff' },
  network: {
    interface: { mac: CARDS.first },
    bond: { mode: 'active-backup', members: [{ mac: CARDS.first }, { mac: CARDS.second }] },
    vlan: 100,
    mtu: 1400,
    address: ['192.168.100.80/24', '2001:db8:100::80/64'],
    gateway: ['192.168.100.1', 'fe80::1'],
    dns: ['192.168.100.1', '2001:db8:100::1'],
  },
};

/** The machine with its cards in these slots: their order on the bus, and so the kernel's names for them. */
function withCards(options: VmOptions, order: readonly CardName[]): VmOptions {
  const cards = order.flatMap((name) => [
    ...['-netdev', `hubport,id=port-${name},hubid=0`],
    ...['-device', `virtio-net-pci,id=${name},netdev=port-${name},mac=${CARDS[name]}`],
  ]);
  return { ...options, more: cards };
}

/** What is set up without anybody's help is written down; then the fourth card leads in. */
async function openWayIn(vm: Vm, { mac, scenario: { address, hostname } }: Stage): Promise<void> {
  await vm.console.waitFor(new RegExp(`${hostname} login:`), LIMITS.boot);
  vm.console.send('cos\r');
  await vm.console.waitFor(/Password:/, 60);
  vm.console.send(`${PASSWORD}\r`);
  await vm.console.waitFor(/cos@\S+:~\$/, 120);
  vm.console.send('ip -json address | sudo tee /run/before.json >/dev/null\r');
  vm.console.send(`card=$(ip -brief link | awk '/${mac}/ { print $1 }')\r`);
  vm.console.send(
    `sudo ip address add ${address}/24 dev $card && sudo ip link set $card up && echo way-$((40+2))\r`,
  );
  await vm.console.waitFor(/way-42/, 120);
}

type Link = {
  ifname: string;
  mtu: number;
  permaddr?: string;
  address: string;
  addr_info: { local: string; scope: string }[];
};

/** Devices as ip(8) shows them, by the burnt-in address of a card and by name. */
async function linksOf({ node }: Stage): Promise<Link[]> {
  return JSON.parse(await node.sh('cat /run/before.json'));
}

/** Another machine on the VLAN: the third card, away in a namespace of its own. */
const PEER = `
card=$(ip -brief link | awk '/${CARDS.peer}/ { print $1 }')
ip netns add peer && ip link set "$card" netns peer
ip -n peer link set "$card" up
ip -n peer link add link "$card" name tagged type vlan id 100
ip -n peer address add 192.168.100.1/24 dev tagged
ip -n peer address add 2001:db8:100::1/64 dev tagged nodad
ip -n peer link set tagged up`;

/** Of each card that has a name of its own: its address as it was chosen, and that of the card with this name. */
const PINNED = `
for file in /etc/systemd/network/10-*.link; do
  name=$(sed -n 's/^Name=//p' "$file")
  echo "$(sed -n 's/^PermanentMACAddress=//p' "$file") $(ethtool -P "$name" | sed 's/.*: //')"
done`;

const ping = (to: string) =>
  `for i in 1 2 3 4 5 6 7 8 9 10; do ip netns exec peer ping -n -c 1 -W 5 ${to} >/dev/null && echo answers && exit; done; echo silent`;

/** The member of the bond that carries its packets, as QEMU calls it. */
async function activeCard({ node }: Stage): Promise<CardName> {
  const mac = await node.sh('ethtool -P "$(cat /sys/class/net/bond0/bonding/active_slave)" | sed "s/.*: //"');
  return mac === CARDS.first ? 'first' : 'second';
}

test('br0 over a VLAN over two cards: cards change places, a cable breaks, IPv4 goes', async () => {
  const stage = await prepareStage(scenario);
  const { node } = stage;
  await withVm(withCards(withMedium(stage, true), ['first', 'second', 'peer']), async (vm) => {
    await install(vm);
    await vm.powerOff(LIMITS.off);
  });

  // The card that the answers name is last now, and another one is where it was.
  await withVm(withCards(withoutMedium(stage), ['peer', 'second', 'first']), async (vm) => {
    await logIn(vm, stage);
    await openWayIn(vm, stage);
    expect(await node.ready(LIMITS.firstBoot)).toBe('starting');
    const links = await linksOf(stage);
    const named = (name: string) => links.find(({ ifname }) => ifname === name);
    const global = links.flatMap(({ ifname, addr_info }) =>
      addr_info.filter(({ scope }) => scope === 'global').map(({ local }) => `${ifname} ${local}`),
    );
    expect(global).toEqual(['br0 192.168.100.80', 'br0 2001:db8:100::80']);
    const quiet = links.filter(({ ifname }) => !['lo', 'br0'].includes(ifname));
    expect(quiet.flatMap(({ addr_info }) => addr_info)).toEqual([]);
    for (const name of ['bond0', 'vlan100', 'br0'])
      expect(named(name)).toMatchObject({ address: CARDS.first, mtu: 1400 });

    // The names are those of the installation, by the card and not by its slot.
    const pinned = (await node.sh(PINNED)).split('\n').map((line) => line.split(' '));
    expect(pinned.map(([wanted]) => wanted).toSorted()).toEqual([CARDS.first, CARDS.second]);
    for (const [wanted, found] of pinned) expect(found).toBe(wanted);
    expect(await node.sh('grep COS_INETDEV= /etc/csphere/inst-opts.env')).toBe('COS_INETDEV=vlan100');
    expect(await node.sh('cat /etc/cos/container-network.json')).toContain('"192.168.100.250"');

    // systemd understood every line.
    const complaints = await node.sh(
      'journalctl --no-pager --output cat --unit systemd-networkd --unit systemd-udevd | grep -E "/etc/systemd/network/|File exists" | grep -v "Configuring with" || true',
    );
    expect(complaints).toBe('');

    await node.sh(PEER);
    expect(await node.sh(ping('192.168.100.80'))).toBe('answers');
    expect(await node.sh(ping('2001:db8:100::80'))).toBe('answers');
    const active = await activeCard(stage);
    await vm.qmp('set_link', { name: active, up: false });
    expect(await node.sh(ping('192.168.100.80'))).toBe('answers');
    expect(await activeCard(stage)).not.toBe(active);
    await vm.qmp('set_link', { name: active, up: true });

    // Without IPv4: an edit of the node's cloud-config, applied at its next start.
    await node.sh(
      "sed -i -E '/(Address|Gateway|DNS)=192[.]168[.]100[.]/d' /var/lib/coreos-install/user_data",
    );
    await node.sh('systemctl reboot').catch(() => {});
    await openWayIn(vm, stage);
    expect(await node.ready(LIMITS.boot)).toBe('starting');
    await node.sh(PEER);
    const after = (await linksOf(stage)).find(({ ifname }) => ifname === 'br0');
    expect(after?.addr_info.filter(({ scope }) => scope === 'global').map(({ local }) => local)).toEqual([
      '2001:db8:100::80',
    ]);
    expect(await node.sh(ping('2001:db8:100::80'))).toBe('answers');
    expect(await node.sh('ip -6 route show default')).toContain('via fe80::1 dev br0');
    await switchOff(vm, node);
  });
  await expectStrangerUntouched(stage);
});
