import { afterAll, beforeAll, expect, test } from 'vitest';
import { realMachine } from '../../src/machine.ts';
import { type DhcpOutcome, tryDhcp } from '../../src/network/dhcp.ts';
import { clientMachine } from './image-root.ts';
import { laySwitch, removeSwitch, type Switch, serveDhcp } from './namespaces.ts';

const CARD = { name: 'card' };

let net: Switch;

beforeAll(async () => {
  net = await laySwitch(2);
});
afterAll(() => removeSwitch(net));

/** Addresses, routes and settings of the client's card, and its processes. */
async function clientState(): Promise<string> {
  const settings = ['accept_ra', 'autoconf', 'addr_gen_mode', 'disable_ipv6', 'forwarding'];
  const files = settings.map((name) => `/proc/sys/net/ipv6/conf/card/${name}`);
  // One after the other: a command inside the namespace is a process of it, too.
  const asked = [
    ['ip', 'netns', 'pids', net.client],
    ['ip', '-n', net.client, '-o', 'address', 'show'],
    ['ip', '-n', net.client, 'route', 'show', 'table', 'all'],
    ['ip', '-n', net.client, '-6', 'route', 'show', 'table', 'all'],
    ['ip', 'netns', 'exec', net.client, 'cat', ...files],
  ] as const;
  let state = '';
  for (const argv of asked) state += `--\n${(await realMachine.run(argv)).stdout}\n`;
  return state;
}

/** Starts both servers, the second one with a router. */
async function bothServe(): Promise<() => Promise<void>> {
  const [first, second] = net.servers;
  if (!first || !second) throw new Error('no servers');
  const stops = [
    await serveDhcp(first, '--dhcp-range=192.0.2.101,192.0.2.101,255.255.255.0,1h'),
    await serveDhcp(
      second,
      '--dhcp-range=192.0.2.102,192.0.2.102,255.255.255.0,1h',
      '--dhcp-range=2001:db8:5::,ra-stateless,ra-names',
      '--enable-ra',
    ),
  ];
  return async () => {
    for (const stop of stops) await stop();
  };
}

test('both servers and the router are heard, the first offer at once, and nothing is taken', async () => {
  const [, second] = net.servers;
  await realMachine.run([
    'ip',
    '-n',
    second?.server ?? '',
    'address',
    'add',
    '2001:db8:5::2/64',
    'dev',
    'port',
    'nodad',
  ]);
  const before = await clientState();
  const stop = await bothServe();
  const told: DhcpOutcome[] = [];
  try {
    const outcome = await tryDhcp(clientMachine(net.client), CARD, { onOffer: (one) => told.push(one) });
    if (outcome.result !== 'offer') throw new Error(JSON.stringify(outcome));
    const offers = [outcome, ...(outcome.others ?? [])].map(({ server, address }) => `${server} ${address}`);
    expect(offers.toSorted()).toEqual(['192.0.2.1 192.0.2.101/24', '192.0.2.2 192.0.2.102/24']);
    expect(outcome.router).toMatchObject({ prefixes: ['2001:db8:5::/64'], autonomous: true, managed: false });
    expect(told[0]).toMatchObject({ result: 'offer', address: outcome.address });
    expect(told[0]).not.toHaveProperty('others');
  } finally {
    await stop();
  }
  expect(await clientState()).toBe(before);
});

test('cancelled while it listens for others: nothing is left, the link-local address neither', async () => {
  const before = await clientState();
  const stop = await bothServe();
  const controller = new AbortController();
  try {
    const outcome = await tryDhcp(clientMachine(net.client), CARD, {
      signal: controller.signal,
      onOffer: (heard) => {
        if ('router' in heard) controller.abort();
      },
    });
    expect(outcome).toEqual({ result: 'cancelled' });
  } finally {
    await stop();
  }
  expect(await clientState()).toBe(before);
});
