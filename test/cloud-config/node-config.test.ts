import { expect, test } from 'vitest';
import { nodeConfigOf } from '../../src/cloud-config/node-config.ts';
import { answerFileSchema } from '../../src/installer/answers.ts';
import { LINK, resolvedSample } from './samples.ts';

test('the card is known by its burnt-in address, not by the one it has just now', async () => {
  const link = { ...LINK, mac: '02:00:00:00:00:09', permanent_mac: '52:54:00:00:00:01' };
  const { network, files } = nodeConfigOf(await resolvedSample('agent-bridge'), link);
  expect(network).toMatchObject({ card: { name: 'enp1s0', mac: '52:54:00:00:00:01' }, on: 'br0' });
  expect(files[0]?.content.toString()).toContain('COS_INETDEV=enp1s0\n');
});

test.each([
  ['controller-static', 'card'],
  ['agent-ipvlan', 'card'],
  ['agent-bridge', 'br0'],
] as const)('%s has its address on %s', async (sample, on) => {
  expect(nodeConfigOf(await resolvedSample(sample), LINK).network.on).toBe(on);
});

test('controllers serve the time, agents do not', async () => {
  expect(nodeConfigOf(await resolvedSample('controller-static'), LINK).time).toEqual({
    servers: [],
    serves: true,
  });
  expect(nodeConfigOf(await resolvedSample('agent-bridge'), LINK).time.serves).toBe(false);
});

test('a network that cannot be written yet is never written as another one', async () => {
  const { answers, drawn } = await resolvedSample('agent-bridge');
  const tagged = { ...answers, network: { ...answers.network, vlan: 100 } };
  expect(() => nodeConfigOf({ answers: tagged, drawn }, LINK)).toThrow('VLAN');
});

test('a platform node has no inst-opts.env and no units of COS', async () => {
  const { drawn } = await resolvedSample('agent-bridge');
  const answers = answerFileSchema.parse({
    version: 1,
    role: 'platform',
    platform: { nodes: [{ name: 'master1', address: '172.0.0.1' }] },
    system: { hostname: 'master1', password: 'secret' },
    network: { interface: { name: 'eno1' }, address: 'dhcp' },
    disk: { target: { serial: 'S' } },
  });
  expect(nodeConfigOf({ answers, drawn }, LINK)).toMatchObject({ units: [], files: [] });
});
