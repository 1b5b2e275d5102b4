import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { EXIT } from '../../src/problem.ts';
import { sha256 } from './disks.ts';
import { type Lab, openLab } from './lab.ts';
import { PASSWORD } from './node.ts';
import type { VmOptions } from './qemu.ts';

/** Two cables: a card of the node on one end of each, a port of the switch on the other. */
const CABLES = [
  { node: '52:54:00:00:9a:01', port: '52:54:00:00:9a:11' },
  { node: '52:54:00:00:9a:02', port: '52:54:00:00:9a:12' },
] as const;
const [ONE, TWO] = CABLES;

/** The kernel speaks LACP only where both ends can speak at once. */
const FULL_DUPLEX = 'speed=10000,duplex=full';

function withCables(options: VmOptions): VmOptions {
  const more = CABLES.flatMap(({ node, port }, hub) =>
    [node, port].flatMap((mac, end) => [
      ...['-netdev', `hubport,id=cable${hub}${end},hubid=${hub}`],
      ...['-device', `virtio-net-pci,netdev=cable${hub}${end},mac=${mac},${FULL_DUPLEX}`],
    ]),
  );
  return { ...options, more };
}

const ANSWERS = stringify({
  version: 1,
  role: 'agent',
  agent: { controllers: ['192.168.100.1:80'], install_code: '8070' },
  system: { hostname: 'agent94', password: PASSWORD },
  network: {
    interface: { mac: ONE.node },
    bond: { mode: '802.3ad', members: CABLES.map(({ node }) => ({ mac: node })) },
    address: '192.168.100.94/24',
  },
  disk: { target: { serial: 'TARGET-1' } },
  // The cluster is not there: each time the installation ends before its first write.
  install: { wipe: 'target', preflight: 'refuse', on_success: 'stay' },
});

/** The switch is in a namespace of its own. */
const SWITCH = `ip netns add switch
for mac in ${ONE.port} ${TWO.port}; do
  card=$(ip -brief link | awk -v mac=$mac '$0 ~ mac { print $1 }'); ip link set $card netns switch
done
ip -n switch -brief link`;
const portNamed = (mac: string) => `$(ip -n switch -brief link | awk '/${mac}/ { print $1 }')`;
const up = (mac: string) => `ip -n switch link set ${portNamed(mac)} up`;
/** Takes a port into the switch's LACP group. */
const join = (mac: string) =>
  `card=${portNamed(mac)}; ip -n switch link set $card down; ip -n switch link set $card master lag`;

async function refused({ shell }: Lab): Promise<string> {
  const { status, output } = await shell.run('cos-install install /root/lab/bond.yaml 2>&1', 600);
  expect(status).toBe(EXIT.preflight);
  return output.replaceAll(/\s+/g, ' ');
}

test('LACP without a partner, with one cable of two in its group, and with both', async () => {
  const lab = await openLab({ name: 'lacp', number: 94 }, withCables);
  try {
    const [target] = lab.stage.disks;
    const before = await sha256(target);
    const text = Buffer.from(ANSWERS).toString('base64');
    await lab.shell.sh(`echo ${text} | base64 -d > /root/lab/bond.yaml`);
    await lab.shell.sh(`echo ${Buffer.from(SWITCH).toString('base64')} | base64 -d | bash`);
    await lab.shell.sh(`${up(ONE.port)} && ${up(TWO.port)}`);
    expect(await refused(lab)).toContain(
      'no switch answers LACP on bond0: only one of its cables would work',
    );

    await lab.shell.sh(`ip -n switch link add lag type bond mode 802.3ad && ${join(ONE.port)}`);
    await lab.shell.sh('ip -n switch link set lag up');
    expect(await refused(lab)).toContain('only 1 of 2 cables of bond0 are in one LACP group');

    await lab.shell.sh(join(TWO.port));
    const both = await refused(lab);
    expect(both).toContain('[ok] link aggregation bond0');
    expect(both).not.toMatch(/E347|E348/);
    expect(await sha256(target)).toBe(before);
  } finally {
    await lab.close();
  }
});
