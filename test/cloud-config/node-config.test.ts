import { expect, test } from 'vitest';
import { renderCloudInit } from '../../src/cloud-config/cloud-init.ts';
import { nodeConfigOf } from '../../src/cloud-config/node-config.ts';
import { type Answers, answerFileSchema } from '../../src/installer/answers.ts';
import { CARDS, LINK, resolvedSample, type Sample } from './samples.ts';

test('the card is known by its burnt-in address, not by the one it has just now', async () => {
  const link = { ...LINK, mac: '02:00:00:00:00:09', permanent_mac: '52:54:00:00:00:01' };
  const { network, files } = nodeConfigOf(await resolvedSample('agent-bridge'), { link, members: [] });
  expect(network).toMatchObject({ card: { name: 'enp1s0', mac: '52:54:00:00:00:01' }, on: 'br0' });
  expect(files[0]?.content.toString()).toContain('COS_INETDEV=enp1s0\n');
});

test.each([
  ['controller-static', 'card'],
  ['agent-ipvlan', 'card'],
  ['agent-bridge', 'br0'],
] as const)('%s has its address on %s', async (sample, on) => {
  expect(nodeConfigOf(await resolvedSample(sample), CARDS).network.on).toBe(on);
});

test('controllers serve the time to their network, with DHCP to whoever asks; agents to nobody', async () => {
  const timeOf = async (sample: Sample) => nodeConfigOf(await resolvedSample(sample), CARDS).time;
  expect(await timeOf('controller-static')).toEqual({
    servers: [],
    peers: [],
    serves: { networks: ['192.168.122.0/24'] },
  });
  expect((await timeOf('controller-dhcp')).serves).toEqual({ networks: [] });
  expect((await timeOf('agent-bridge')).serves).toBeUndefined();
});

test('controllers of a cluster ask each other, and agents ask all of them', async () => {
  const ha = nodeConfigOf(await resolvedSample('controller-ha'), CARDS).time;
  expect(ha.peers).toEqual(['192.168.122.171', '192.168.122.172']);
  expect(nodeConfigOf(await resolvedSample('agent-bridge'), CARDS).time.servers).toEqual([
    '192.168.122.170',
    '192.168.122.171',
  ]);
});

test('on a bond or VLAN the programs use that device, also below br0', async () => {
  const { answers, drawn } = await resolvedSample('agent-ipvlan');
  const members = [LINK, { ...LINK, name: 'enp2s0', mac: '52:54:00:00:00:02' }];
  const device = (network: Pick<Answers['network'], 'vlan' | 'bond'>) => {
    const resolved = { answers: { ...answers, network: { ...answers.network, ...network } }, drawn };
    const config = nodeConfigOf(resolved, { link: LINK, members: network.bond ? members : [] });
    return [
      /COS_INETDEV=(.*)/.exec(config.files[0]?.content.toString() ?? '')?.[1],
      config.network.bond?.members,
    ];
  };
  const bond = { mode: 'active-backup', members: [{ name: 'enp1s0' }, { name: 'enp2s0' }] } as const;
  const cards = [
    { name: 'enp1s0', mac: '52:54:00:00:00:01' },
    { name: 'enp2s0', mac: '52:54:00:00:00:02' },
  ];
  expect(device({ vlan: 100 })).toEqual(['vlan100', undefined]);
  expect(device({ bond: { ...bond, members: [...bond.members] } })).toEqual(['bond0', cards]);
  expect(device({ vlan: 100, bond: { ...bond, members: [...bond.members] } })).toEqual(['vlan100', cards]);
});

test('what containers may have lies on an agent, as it was answered', async () => {
  const { files } = nodeConfigOf(await resolvedSample('agent-vlan'), CARDS);
  const file = files.find(({ path }) => path === '/etc/cos/container-network.json');
  expect(file?.mode).toBe(0o644);
  expect(JSON.parse(String(file?.content))).toEqual({
    pool: [
      { start: '192.168.122.200', end: '192.168.122.229' },
      { start: '192.168.122.240', end: '192.168.122.250' },
    ],
    gateway: '192.168.122.2',
    dns: '192.168.122.3',
  });
});

test("a platform node has no inst-opts.env and no units of COS; its names are its cluster's", async () => {
  const { drawn } = await resolvedSample('agent-bridge');
  const answers = answerFileSchema.parse({
    version: 1,
    role: 'platform',
    platform: { nodes: [{ name: 'master1', address: '172.0.0.1' }] },
    system: { hostname: 'master1', password: 'secret' },
    network: { interface: { name: 'eno1' }, address: '172.0.0.1/24' },
    disk: { target: { serial: 'S' } },
  });
  const config = nodeConfigOf({ answers, drawn }, CARDS);
  expect(config.units.map(({ name }) => name)).toEqual(['cos-host-ip.service']);
  expect(config.files.map(({ path }) => path)).toEqual([
    '/etc/hosts',
    '/etc/cos/node.env',
    '/etc/cos/cluster.json',
    '/etc/cos/cluster.yaml',
  ]);
  expect(String(config.files[3]?.content)).toContain('platform:\n  name: cos\n');
  expect(renderCloudInit(config).reveal()).toContain('manage_etc_hosts: false\n');
});
