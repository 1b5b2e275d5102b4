import { afterAll, beforeAll, expect, test } from 'vitest';
import { realMachine } from '../../src/machine.ts';
import { tryDhcp } from '../../src/network/dhcp.ts';
import { clientMachine } from './image-root.ts';
import { type Cable, layCable, removeCable, serveDhcp } from './namespaces.ts';

const CARD = { name: 'card' };

let cable: Cable;

beforeAll(async () => {
  cable = await layCable();
});
afterAll(() => removeCable(cable));

async function expectNothingLeft(): Promise<void> {
  const { client } = cable;
  const { stdout: card } = await realMachine.run([
    'ip',
    '-n',
    client,
    '-o',
    'address',
    'show',
    'dev',
    'card',
  ]);
  const { stdout: link } = await realMachine.run(['ip', '-n', client, '-o', 'link', 'show', 'dev', 'card']);
  const { stdout: routes } = await realMachine.run(['ip', '-n', client, 'route', 'show', 'table', 'all']);
  const { stdout: processes } = await realMachine.run(['ip', 'netns', 'pids', client]);
  expect({ card, routes, processes }).toEqual({ card: '', routes: '', processes: '' });
  expect(link).toContain('state DOWN');
  expect(link).not.toMatch(/<[^>]*\bUP\b/);
}

test('an offer of a real server is read, and nothing of it is taken', async () => {
  const stop = await serveDhcp(
    cable,
    '--dhcp-range=192.0.2.100,192.0.2.100,255.255.255.0,1h',
    '--dhcp-option=option:router,192.0.2.1',
    '--dhcp-option=option:dns-server,192.0.2.1,192.0.2.2',
    '--dhcp-option=option:ntp-server,192.0.2.3',
    '--dhcp-option=option:domain-search,a.example.org,b.example.org',
  );
  try {
    expect(await tryDhcp(clientMachine(cable.client), CARD, { seconds: 5 })).toEqual({
      result: 'offer',
      address: '192.0.2.100/24',
      gateway: '192.0.2.1',
      dns: ['192.0.2.1', '192.0.2.2'],
      search: ['a.example.org', 'b.example.org'],
      ntp: ['192.0.2.3'],
      server: '192.0.2.1',
      lease_seconds: 3600,
      dropped: [],
    });
    await expectNothingLeft();
  } finally {
    await stop();
  }
});

test('a hostile server changes nothing but the text: shell characters, a flood of options, a router elsewhere', async () => {
  const flood = Array.from({ length: 60 }, (_, at) => `192.0.2.${at + 10}`);
  const stop = await serveDhcp(
    cable,
    '--dhcp-range=192.0.2.100,192.0.2.100,255.255.255.0,1h',
    '--dhcp-option-force=15,$(touch /tmp/hostile);`id`',
    '--dhcp-option-force=option:router,203.0.113.1',
    `--dhcp-option-force=option:dns-server,${flood.join(',')}`,
  );
  try {
    expect(await tryDhcp(clientMachine(cable.client), CARD, { seconds: 4 })).toMatchObject({
      result: 'offer',
      address: '192.0.2.100/24',
      gateway: undefined,
      dns: flood.slice(0, 16),
      search: [],
      dropped: [
        'routers: "203.0.113.1"',
        'domain_name_servers: "192.0.2.26", "192.0.2.27", "192.0.2.28", +41',
        'domain_name: ""',
      ],
    });
    await expectNothingLeft();
  } finally {
    await stop();
  }
});

test('a server with a mask that is none: its offer is no offer', async () => {
  const stop = await serveDhcp(
    cable,
    '--dhcp-range=192.0.2.100,192.0.2.100,255.255.255.0,1h',
    '--dhcp-option-force=1,255.0.255.0',
  );
  try {
    expect(await tryDhcp(clientMachine(cable.client), CARD, { seconds: 4 })).toMatchObject({
      result: 'failed',
      reason: expect.stringContaining('255.0.255.0'),
    });
    await expectNothingLeft();
  } finally {
    await stop();
  }
});

test('no server: said at the deadline, and nothing is left', async () => {
  expect(await tryDhcp(clientMachine(cable.client), CARD, { seconds: 3 })).toEqual({
    result: 'none',
    seconds: 3,
  });
  await expectNothingLeft();
});

test('cancelled while it asks: nothing is left', async () => {
  const controller = new AbortController();
  const machine = clientMachine(cable.client, () => controller.abort());
  expect(await tryDhcp(machine, CARD, { signal: controller.signal })).toEqual({ result: 'cancelled' });
  await expectNothingLeft();
});

test('the other end is down: no carrier, and nothing is left', async () => {
  await realMachine.run(['ip', '-n', cable.server, 'link', 'set', 'port', 'down']);
  expect(await tryDhcp(clientMachine(cable.client), CARD, { seconds: 2 })).toEqual({ result: 'no-carrier' });
  await expectNothingLeft();
});
