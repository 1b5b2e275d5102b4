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
